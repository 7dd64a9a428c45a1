"""What may lie on a phone that was asked to keep it: the calm pages as anybody sees them, and a sealed safety plan."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.words import drawn
from stillroom.base.assets import static
from stillroom.toolkit.documents import Entry
from stillroom.toolkit.reading import read_entry
from stillroom.vault.outside import ROUNDS, seal_for_phone

# A name on a home screen that says nothing (U5), and the drawing for it.
ICONS: Mapping[str, str | Promise] = MappingProxyType({"leaf": _("Leaf"), "cup": _("Cup"), "square": _("Square")})
WORDS = 4
PAGES = ("calm", "breathe", "ground", "orient", "muscles", "tap", "quiet", "skills", "facts", "lines", "mine", "phone")
FILES = (
    "app.css",
    "icon.svg",
    *(f"icons/{name}.svg" for name in ICONS),
    "js/page.js",
    "js/lib/exit.js",
    *(f"js/elements/{name}.js" for name in ("breathing-pacer", "cue-guide", "quiet-timer", "tap-pace")),
    *(f"js/elements/{name}.js" for name in ("offline-switch", "sealed-plan")),
    *(f"js/lib/{name}.js" for name in ("guide", "on-phone", "pacer", "phone-seal", "suite")),
)


def kept_addresses() -> list[str]:
    """All that the worker fetches, without cookies; nothing that is anybody's."""
    return [*(reverse(f"toolkit:{page}") for page in PAGES), *(static(file) for file in FILES)]


def manifest(icon: str) -> dict[str, object]:
    """Of the app that a home screen shows (W3C Application Manifest). Raises KeyError."""
    return {
        "name": str(ICONS[icon]),
        "short_name": str(ICONS[icon]),
        "start_url": reverse("toolkit:calm"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#FAF7F2",
        "theme_color": "#FAF7F2",
        "icons": [{"src": static(f"icons/{icon}.svg"), "type": "image/svg+xml", "sizes": "any"}],
    }


def sealed_plan(entry: Entry, *, rounds: int = ROUNDS) -> tuple[str, str]:
    """Four words, kept nowhere, and the plan sealed with them."""
    words = drawn(WORDS)
    lines = [(line.label, line.said) for line in read_entry(entry).lines]
    return words, seal_for_phone(json.dumps(lines, ensure_ascii=False), words, rounds=rounds)
