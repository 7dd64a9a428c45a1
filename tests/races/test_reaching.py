"""Who may reach somebody, chosen, given and taken back at the same moment: one way or the other, and nothing left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from stillroom.base.errors import Hidden
from stillroom.safety.actions import acknowledge_flag
from stillroom.safety.beyond import reach_of
from stillroom.safety.handing import release_held
from stillroom.safety.models import FlagRow, HeldKey
from stillroom.safety.queries import flags_of
from stillroom.safety.reach_documents import Who
from stillroom.vault.keyholders import change_ring
from stillroom.vault.models import Space
from stillroom.vault.spaces import open_space
from tests.care.cast import list_person, toms
from tests.care.pair import pair
from tests.practice.cast import founded, open_practice, own_data
from tests.races.racing import at_once, press
from tests.safety.raising import FREQUENT, POSITIVE, raised
from tests.safety.reached import LONG_AGO, WAY, YES, Reached, reached

__all__ = ["founded", "list_person", "open_practice", "own_data", "pair", "reached", "toms"]
NOW = datetime.now(UTC)


def fresh(reached: Reached) -> None:
    """Ada's and Iris's rings, as their browsers left them."""
    for person in (reached.ada, reached.iris):
        change_ring(person.keyholder, lambda ring: ring)


def test_two_devices_that_choose_leave_one_choice_and_the_other_comes_back_whole(reached: Reached):
    about = {"version": "0", "way": WAY}
    both = [
        press(reached.ada, "safety:reach", reached.pair.space, who=who, **about) for who in ("on_call", "therapist")
    ]
    answers = at_once(*both)
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    chosen = reach_of(reached.ada.keyholder, reached.hers()).document.reached_by
    assert chosen is (Who.ON_CALL if answers[0].status_code == 302 else Who.THERAPIST)
    (kept,) = [answer.content.decode() for answer in answers if answer.status_code == 422]
    assert WAY.split(".")[0] in kept


def test_home_opened_on_three_devices_makes_one_card_for_a_flag(reached: Reached):
    reached.choose(YES, now=LONG_AGO)
    raised(reached.pair, FREQUENT, now=LONG_AGO)
    browsers = [reached.ada.browser() for _ in range(3)]
    answers = at_once(*(lambda browser=browser: browser.get(reverse("home:today")) for browser in browsers))
    assert {answer.status_code for answer in answers} == {200}
    fresh(reached)
    (handed,) = reached.handed()
    assert Space.objects.filter(id=handed.space).count() == 1


def test_a_message_marked_and_sent_three_times_at_once_raises_one_flag(reached: Reached):
    reached.choose(YES, now=LONG_AGO)
    address = reverse("messaging:conversation", args=[reached.pair.space])
    record = reached.ada.browser().get(address).content.decode().split('name="record" value="')[1].split('"')[0]
    fields = {"text": "It is bad.", "look": "soon", "record": record}
    answers = at_once(*(press(reached.ada, "messaging:conversation", reached.pair.space, **fields) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(flags_of(reached.ada.keyholder, reached.hers())) == 1
    assert FlagRow.objects.count() == 1
    fresh(reached)
    assert len(reached.handed()) == 1


@pytest.mark.parametrize("_round", range(3))
def test_taken_back_while_it_is_opened_it_is_gone_either_way(reached: Reached, _round: int):
    reached.choose(YES, now=LONG_AGO)
    handed = reached.raise_one(FREQUENT, now=LONG_AGO)
    release_held(now=NOW)
    answers = at_once(
        press(reached.iris, "safety:card", handed.space, open="1"),
        press(reached.ada, "safety:take_back", reached.pair.space),
    )
    assert answers[0].status_code in (302, 404)
    assert answers[1].status_code == 302
    fresh(reached)
    assert reached.iris.browser().get(reverse("safety:card", args=[handed.space])).status_code == 404
    with pytest.raises(Hidden):
        open_space(reached.iris.keyholder, handed.space)
    assert not Space.objects.filter(id=handed.space).exists()


@pytest.mark.parametrize("_round", range(3))
def test_both_look_at_once_and_no_words_are_lost(reached: Reached, _round: int):
    reached.choose(YES, now=LONG_AGO)
    handed = reached.raise_one(FREQUENT, now=LONG_AGO)
    release_held(now=NOW)
    reached.iris.browser().post(reverse("safety:card", args=[handed.space]), {"open": "1"})
    reached.tom.browser().get(reverse("home:today"))
    hers, his = at_once(
        press(reached.iris, "safety:card", handed.space, done="I called her."),
        press(reached.tom, "safety:flag", reached.pair.space, handed.flag, done="I wrote to her."),
    )
    assert his.status_code == 302
    (flag,) = flags_of(reached.ada.keyholder, reached.hers())
    assert flag.seen.document.done == "I wrote to her."
    fresh(reached)
    (kept,) = reached.handed()
    shown = "I called her." in hers.content.decode() if hers.status_code == 410 else kept.did == "I called her."
    assert shown or _still_there(reached, handed.space)


def _still_there(reached: Reached, space) -> bool:
    """Her words came after the look, and wait to be kept when one of the two comes by."""
    page = reached.ada.browser().get(reverse("safety:card", args=[space]))
    return page.status_code == 200 and "I called her." in page.content.decode()


@pytest.mark.parametrize("_round", range(3))
def test_released_while_somebody_looks_the_key_is_sent_or_destroyed_and_never_both(reached: Reached, _round: int):
    reached.choose(YES, now=LONG_AGO)
    handed = reached.raise_one(POSITIVE, now=NOW)

    def look():
        return acknowledge_flag(episode=reached.his(), flag=handed.flag, done="Called.", now=NOW)

    sent = at_once(lambda: release_held(now=NOW + timedelta(days=4)), look)[0]
    assert sent in (0, 1)
    assert HeldKey.objects.count() == 0
