"""What the tests of the vault share."""

from collections.abc import Iterator

import pytest

from tests.vault.places import own_kinds


@pytest.fixture(scope="module")
def words() -> Iterator[None]:
    """`Word` and `Count` may be written everywhere, and are gone with the module."""
    with own_kinds():
        yield
