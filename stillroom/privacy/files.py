"""The three files: a page to read, data, and a bundle for other software. Each is an iterator over text."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import get_template
from django.utils.translation import gettext as _

from stillroom.accounts.documents import Profile
from stillroom.core.fhir import bundles
from stillroom.core.fhir.elements import Resource
from stillroom.core.fhir.people import patient
from stillroom.privacy.making import MAKERS, why_left_out
from stillroom.privacy.making.found import Found, Near
from stillroom.privacy.plain import profile_facts
from stillroom.privacy.queries import Item, Place
from stillroom.privacy.spoken import spoken
from stillroom.privacy.style import STYLE
from stillroom.vault.aliases import Aliases
from stillroom.vault.documents import TYPES, Fields, fields_of

# What stands in front of each document, and nowhere in anybody's words: a page counts how far its file is by it.
PAGE_MARK, DATA_MARK = "<article", "\n\n"


def page_of(profile: Profile, places: Iterator[Place], at: datetime) -> Iterator[str]:
    """One HTML file that opens without us. Jinja asks for each place when it comes to it."""
    return rendered("privacy/taken.html", profile, at, {"places": places})


def rendered(template: str, profile: Profile, at: datetime, fields: Mapping[str, object]) -> Iterator[str]:
    context = {
        "profile": profile,
        "facts": dict(profile_facts(profile)),
        "at": at,
        "zone": profile.zone,
        "style": STYLE,
        "spoken": spoken,
        **fields,
    }
    yield from get_template(template).template.generate(context)  # type: ignore[attr-defined]  # Jinja's own


def data_of(profile: Profile, places: Iterator[Place]) -> Iterator[str]:
    """All fields of all documents, one document a line."""
    yield f'{{"profile": {_json(fields_of(profile))},\n"places": ['
    for number, place in enumerate(places):
        yield "," if number else ""
        about: Fields = {
            "id": str(place.id),
            "kind": place.kind.value,
            "label": place.label,
            "members": list(place.members),
            "harmed": place.harmed,
        }
        yield f'\n{_json(about)[:-1]}, "items": ['
        for place_in, item in enumerate(place.items):
            yield f"{',' if place_in else ''}{DATA_MARK}{_json(_fields_of_item(item))}"
        yield "]}"
    yield "\n]}\n"


def _fields_of_item(item: Item) -> Fields:
    return {
        "id": str(item.id),
        "kind": item.kind,
        "title": item.title,
        "author": item.author,
        "at": item.at.isoformat(),
        "fields": item.fields,
    }


def _json(fields: Fields) -> str:
    return json.dumps(fields, ensure_ascii=False)


@dataclass(slots=True)
class _Written:
    """What is in the bundle so far: each resource once, although many documents bring the same people and questions."""

    names: set[object]
    first: bool = True

    def line(self, made: Resource) -> str:
        if made["id"] in self.names:
            return ""
        self.names.add(made["id"])
        comma, self.first = "" if self.first else ",", False
        return f"{comma}{bundles.entry(made)}\n"


def bundle_of(
    profile: Profile, places: Iterator[Place], aliases: Aliases, at: datetime, typed: str, own: bool
) -> Iterator[str]:
    """FHIR R4B. `typed`: a name for this one file, kept nowhere, or nothing. `own`: also what only they can open: it is
    for somebody else to read, and they may have shared it with nobody so far."""
    nobody = aliases.of(bundles.NOBODY, "patient")
    written, left, harmed = _Written(set()), Counter[tuple[str, str]](), list[str]()
    yield bundles.head(aliases.of(bundles.NOBODY, at.isoformat()), at)
    yield written.line(patient(nobody, typed))
    for place in places:
        if place.harmed:
            harmed.append(_("One place was changed past our locks. What stood in it is not in this file."))
        near = Near.of(place)
        for item in place.items:
            yield DATA_MARK
            why = why_left_out(item.kind, alone=place.alone and not own)
            if why:
                left[str(TYPES[item.kind].title), why] += 1
                continue
            found = Found(item, place, near, nobody, profile.zone, aliases)
            yield "".join(written.line(made) for made in (*found.people(), *MAKERS[item.kind](found)))
    reasons = [(f"{title}: {count}", why) for (title, why), count in sorted(left.items())]
    reasons.append(("", _("Names as they are used here, and names of others, are only in what people wrote.")))
    yield written.line(bundles.left_out(aliases.of(bundles.NOBODY, "left-out"), reasons, harmed))
    yield bundles.TAIL
