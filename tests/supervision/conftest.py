"""Everybody of `two` comes from care's own cast."""

from tests.care.cast import care, list_person, toms
from tests.practice.cast import founded, open_practice, own_data
from tests.supervision.two import two

__all__ = ["care", "founded", "list_person", "open_practice", "own_data", "toms", "two"]
