"""Ada has said what her body needs, and Tom has signed the list."""

from datetime import datetime

from stillroom.assessments.documents import Response
from stillroom.assessments.encoding import encode
from stillroom.care.queries import CareEpisode
from stillroom.core.emdr import Need
from stillroom.emdr.actions import sign, tell_body
from stillroom.emdr.documents import Body, Told
from stillroom.vault.records import writing
from tests.care.pair import Pair

WELL = Body(*[Told.NO] * 5)
ALL_MET = dict.fromkeys(Need, "")


def tell(pair: Pair, now: datetime, body: Body = WELL) -> None:
    tell_body(episode=pair.hers(), body=body, now=now)


def sign_list(pair: Pair, now: datetime, checked=ALL_MET, assessment: str = "", safety: str = "") -> None:
    sign(
        keyholder=pair.tom.keyholder,
        episode=pair.his(),
        checked=checked,
        assessment=assessment,
        safety=safety,
        now=now,
    )


def answer(episode: CareEpisode, instrument: str, version: str, answers: list[int | None], now: datetime) -> None:
    with writing(episode.space, now=now) as work:
        work.add(Response(instrument, version, encode(tuple(answers)), now, now))
