from tests.care.listed import list_person, practice_key, toms

__all__ = ["list_person", "practice_key", "toms"]
