from tests.care.listed import practice_key, toms
from tests.care.pair import pair

__all__ = ["pair", "practice_key", "toms"]
