"""Whatever somebody takes along, as the three files of it."""

import json
from datetime import datetime

from stillroom.accounts.queries import profile_of
from stillroom.privacy.files import bundle_of, data_of, page_of
from stillroom.privacy.queries import places_of
from stillroom.vault.aliases import Aliases
from stillroom.vault.keyholders import Keyholder

Json = dict[str, object]


def bundle(keyholder: Keyholder, now: datetime, *, typed: str = "", own: bool = True) -> Json:
    text = "".join(bundle_of(profile_of(keyholder), places_of(keyholder), Aliases(keyholder), now, typed, own))
    read: Json = json.loads(text)
    return read


def resources(bundle: Json) -> list[Json]:
    entries = bundle["entry"]
    assert isinstance(entries, list)
    return [entry["resource"] for entry in entries]


def of_type(bundle: Json, kind: str) -> list[Json]:
    return [each for each in resources(bundle) if each["resourceType"] == kind]


def page(keyholder: Keyholder, now: datetime) -> str:
    return "".join(page_of(profile_of(keyholder), places_of(keyholder), now))


def data(keyholder: Keyholder) -> Json:
    read: Json = json.loads("".join(data_of(profile_of(keyholder), places_of(keyholder))))
    return read
