"""A request goes only into rooms that have addresses like its own, and no address is lost by that."""

import pytest
from django.conf import settings
from django.urls import Resolver404, URLResolver, include, path
from django.urls.resolvers import RegexPattern

from stillroom.config import urls
from tests.journeys.routes_world import routes

ALL = URLResolver(
    RegexPattern(r"^/"),
    [
        path("", include(f"stillroom.{room}.urls"))
        for room in settings.ROOMS
        if (settings.HOUSE / room / "urls.py").exists()
    ],
)
OURS = URLResolver(RegexPattern(r"^/"), urls)
FILLED = {
    "uuid": "0b9f7c1e-2f7a-4a52-9a3e-2f1d6f0c8a11",
    "int": "3",
    "slug": "one",
    "str": "two",
    "instrument": "mood",
    "exercise": "hand",
}


def _addresses() -> list[str]:
    found = []
    for pattern in routes().values():
        address = str(pattern.pattern)
        for name in pattern.pattern.converters:
            start = address.index("<")
            kind = address[start + 1 : address.index(">")].partition(":")[0]
            assert name in address
            address = address[:start] + FILLED[kind] + address[address.index(">") + 1 :]
        found.append("/" + address)
    return found


@pytest.mark.parametrize("address", [*_addresses(), "/nothing/", "/with/", "/people", "//", "/today/more/"])
def test_an_address_leads_where_it_would_if_every_pattern_were_tried(address: str) -> None:
    try:
        wanted = ALL.resolve(address)
    except Resolver404:
        with pytest.raises(Resolver404):
            OURS.resolve(address)
        return
    found = OURS.resolve(address)
    assert (found.func, found.kwargs, found.view_name) == (wanted.func, wanted.kwargs, wanted.view_name)


def test_rooms_without_such_an_address_are_not_tried() -> None:
    pattern = urls.RoomPattern(frozenset({"with", ""}))
    assert pattern.match("with/one/") is not None
    assert pattern.match("") is not None
    assert pattern.match("people/") is None
