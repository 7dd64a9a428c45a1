from tests.care.cast import list_person, toms
from tests.care.pair import pair

__all__ = ["list_person", "pair", "toms"]
