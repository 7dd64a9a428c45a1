"""The end of an episode, the trail, and what a client sees of a therapist who is not there."""

from datetime import timedelta

import pytest

from stillroom.base import presence
from stillroom.base.errors import Hidden
from stillroom.care.actions import NotNow, end_episode, note_look
from stillroom.care.documents import Standing, State
from stillroom.care.queries import CareEpisode, episode_of, episodes_of, signs_of, therapist_standing
from stillroom.practice.listings import Listing
from stillroom.practice.models import State as Listed
from stillroom.practice.models import Therapist
from stillroom.vault.records import writing
from stillroom.vault.spaces import open_space
from tests.care.cast import Lister
from tests.cast import NOW, Person

LATER = NOW + timedelta(hours=2)


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_either_ends_it_and_both_still_read_it(ada: Person, tom: Person, care: CareEpisode, who: str):
    person = {"ada": ada, "tom": tom}[who]
    end_episode(keyholder=person.keyholder, episode=episode_of(person.keyholder, care.id), now=LATER)
    for each in (ada, tom):
        seen = episode_of(each.keyholder, care.id)
        assert (seen.is_open, seen.episode.state, seen.episode.ended) == (False, State.ENDED, LATER)
        assert episodes_of(each.keyholder)[0].get(Standing).state is State.ENDED
    with pytest.raises(NotNow):
        end_episode(keyholder=ada.keyholder, episode=care, now=LATER)


def test_the_end_closes_what_is_open_on_it(ada: Person, care: CareEpisode):
    closed = []
    with presence.resting_on([presence.tag("space", care.id.bytes)], lambda: closed.append(1)):
        end_episode(keyholder=ada.keyholder, episode=care, now=LATER)
    assert closed == [1]


def test_both_see_the_same_trail_in_plain_words(ada: Person, tom: Person, care: CareEpisode):
    his = episode_of(tom.keyholder, care.id)
    note_look(keyholder=tom.keyholder, space=his.space, kinds=["care.episode"], now=LATER)
    title = "How things stand between you"
    hers = [(sign.who, sign.action, sign.what) for sign in signs_of(ada.keyholder, episode_of(ada.keyholder, care.id))]
    mine = [(sign.who, sign.action, sign.what) for sign in signs_of(tom.keyholder, episode_of(tom.keyholder, care.id))]
    assert hers[0] == ("Tom Vale", "open", title)
    assert mine[0] == ("", "open", title)
    assert ("", "write", title) in hers and ("Ada", "write", title) in mine
    assert len(hers) == len(mine)


def test_a_look_is_noted_also_when_somebody_writes_at_the_same_moment(ada: Person, tom: Person, care: CareEpisode):
    stale = open_space(tom.keyholder, care.id)
    with writing(open_space(ada.keyholder, care.id), now=NOW) as work:
        work.cover(Standing(State.ACTIVE, "Ada", "", care.episode.therapist))
    note_look(keyholder=tom.keyholder, space=stale, kinds=["care.consent"], now=LATER)
    signs = signs_of(ada.keyholder, episode_of(ada.keyholder, care.id))
    assert (signs[0].who, signs[0].action) == ("Tom Vale", "open")


def test_a_client_reads_whether_the_therapist_is_there(
    ada: Person, iris: Person, toms: Listing, care: CareEpisode, list_person: Lister
):
    def standing():
        return therapist_standing(ada.keyholder, toms.id, LATER)

    assert standing().is_here
    cover = list_person(iris, "Iris Moon")
    back = (NOW + timedelta(days=30)).date()
    rows = Therapist.objects.filter(id=toms.id)
    rows.update(state=Listed.AWAY, away_until=back, cover=cover.id, next_step="Write to Iris.")
    away = standing()
    assert (away.is_here, away.listing.state, away.listing.away_until) == (False, "away", back)
    assert (away.cover.name, away.listing.next_step) == ("Iris Moon", "Write to Iris.")
    rows.update(state=Listed.GONE)
    assert (standing().is_here, standing().listing.state, standing().cover.name) == (False, "gone", "Iris Moon")
    Therapist.objects.filter(id=cover.id).update(state=Listed.GONE)
    assert standing().cover is None
    rows.delete()
    assert (standing().is_here, standing().listing) == (False, None)


def test_an_identity_space_is_no_episode(ada: Person, care: CareEpisode):
    with pytest.raises(Hidden):
        episode_of(ada.keyholder, care.episode.identity_space)
