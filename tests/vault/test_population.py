"""Whether anybody has joined yet."""

import pytest

from stillroom.vault.population import anybody_here


@pytest.mark.django_db
def test_an_empty_house_is_told_from_one_with_somebody_in_it(request: pytest.FixtureRequest) -> None:
    assert not anybody_here()
    request.getfixturevalue("ada")
    assert anybody_here()
