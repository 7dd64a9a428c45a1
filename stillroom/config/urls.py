"""Every room names its own addresses; none of them says what this place is for (U5)."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class RoomPattern(RoutePattern):
    """Lets a request into a room that has addresses beginning like its own, and no further otherwise.

    Django tries one pattern after the other; there are over 130, which made a fifth of the cost of a short page.
    """

    def __init__(self, beginnings: frozenset[str]) -> None:
        super().__init__("")
        self.beginnings = beginnings

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, int | str]] | None:
        return super().match(path) if path.partition("/")[0] in self.beginnings else None


def _room(name: str) -> URLResolver:
    module = import_module(f"stillroom.{name}.urls")
    beginnings = frozenset(str(each.pattern).partition("/")[0] for each in module.urlpatterns)
    if any("<" in beginning for beginning in beginnings):
        raise ValueError(f"an address of {name} begins with something that changes")
    return URLResolver(RoomPattern(beginnings), module, app_name=module.app_name, namespace=module.app_name)


urlpatterns = [_room(room) for room in settings.ROOMS if (settings.HOUSE / room / "urls.py").exists()]
handler400 = "stillroom.home.views.not_understood"
handler404 = "stillroom.home.views.not_found"
handler500 = "stillroom.home.views.broken"
