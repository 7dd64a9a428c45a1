"""The websocket addresses of all rooms that have any."""

from importlib import import_module

from channels.routing import URLRouter
from django.conf import settings


def _patterns() -> list[object]:
    found: list[object] = []
    for room in settings.ROOMS:
        if (settings.HOUSE / room / "routing.py").exists():
            found += import_module(f"stillroom.{room}.routing").websocket_urlpatterns
    return found


websockets = URLRouter(_patterns())
