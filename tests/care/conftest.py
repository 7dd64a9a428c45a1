from tests.care.cast import care, list_person, toms

__all__ = ["care", "list_person", "toms"]
