from tests.care.cast import care, list_person, toms
from tests.care.three import three

__all__ = ["care", "list_person", "three", "toms"]
