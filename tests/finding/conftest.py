from tests.care.cast import care, list_person, toms
from tests.scheduling.cast import week

__all__ = ["care", "list_person", "toms", "week"]
