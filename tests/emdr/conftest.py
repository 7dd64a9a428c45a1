from tests.care.cast import toms
from tests.care.pair import pair

__all__ = ["pair", "toms"]
