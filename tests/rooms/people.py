"""Run beside a server, in its environment: makes Ada and Tom, who may meet, and prints how each gets in."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import stillroom.config.start  # noqa: F401 before anything that imports a model

# isort: split
from stillroom.care.actions import accept, begin
from stillroom.care.documents import Medium
from stillroom.care.queries import episode_of, requests_of
from stillroom.practice.actions import name_on_call, publish, set_up_practice, submit_profile
from stillroom.practice.choices import CHECKS
from stillroom.practice.queries import Listing, listing_of, registered_of
from stillroom.vault.documents import Role
from stillroom.vault.sessions import start_session
from tests.cast import Person, make_person
from tests.practice.cast import particulars
from tests.practice.ready import make_ready
from tests.rooms.meeting import agree, ready_for_sets


def list_therapist(max_: Person, tom: Person, now: datetime) -> Listing:
    """Tom is checked and on call: the practice is open."""
    set_up_practice(keyholder=max_.keyholder, now=now)
    theirs = replace(particulars("Tom"), licence_expiry=now.date() + timedelta(days=365))
    sent = submit_profile(keyholder=tom.keyholder, particulars=theirs, now=now)
    publish(
        keyholder=max_.keyholder,
        therapist=sent.id,
        seen=registered_of(max_.keyholder, sent.id, now).seen,
        looked_up_on=now.date(),
        ticked=tuple(CHECKS),
        now=now,
    )
    name_on_call(keyholder=max_.keyholder, therapist=sent.id, name="", now=now)
    make_ready(max_, now)
    return listing_of(None, sent.id, now)


def cookie(person: Person, now: datetime) -> str:
    return start_session(unlocked=person.unlocked, idle=timedelta(minutes=30), now=now)


def main() -> None:
    now = datetime.now(UTC)
    ada, tom = make_person("ada", Role.CLIENT), make_person("tom", Role.THERAPIST)
    listing = list_therapist(make_person("max", Role.STEWARD), tom, now)
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=listing, words="", medium=Medium.VIDEO, now=now)
    (request,) = requests_of(tom.keyholder, now)
    accept(keyholder=tom.keyholder, request=request, now=now)
    episode = agree(ada, episode_of(ada.keyholder, asked.id), now)
    ready_for_sets(tom, ada, episode.id, now)
    json.dump({"space": str(episode.id), "ada": cookie(ada, now), "tom": cookie(tom, now)}, sys.stdout)


if __name__ == "__main__":
    main()
