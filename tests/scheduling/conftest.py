from tests.care.cast import list_person, toms

__all__ = ["list_person", "toms"]
