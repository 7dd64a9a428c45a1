"""Only a therapist's newer word lowers how soon somebody should look."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.instruments.rules import Level
from stillroom.safety.actions import acknowledge_flag, state_level
from stillroom.safety.levels import BY_LEVEL, standing_level
from stillroom.safety.queries import flags_of, level_of
from stillroom.vault.records import NotYours, writing
from tests.care.pair import Pair
from tests.cast import NOW
from tests.safety.raising import FREQUENT, POSITIVE, raised

LATER = NOW + timedelta(hours=1)
TIMES = st.integers(0, 50).map(lambda minutes: NOW + timedelta(minutes=minutes))
FLAGS = st.lists(st.tuples(st.sampled_from(list(Level)), TIMES), max_size=6)


@given(FLAGS, FLAGS)
def test_more_flags_never_lower_it(first, more):
    assert standing_level(None, first + more) >= standing_level(None, first)


@given(st.integers(0, 4), TIMES, FLAGS)
def test_it_is_never_below_the_therapists_word_nor_below_a_flag_since(stated, at, flags):
    level = standing_level((stated, at), flags)
    assert level >= stated
    assert all(level >= BY_LEVEL[each] for each, when in flags if when > at)
    assert level in {stated, *(BY_LEVEL[each] for each, _when in flags)}


def test_nothing_known_is_nothing():
    assert standing_level(None, []) == 0


def test_a_flag_raises_it_looking_at_it_does_not_lower_it_and_a_word_does(pair: Pair):
    raised(pair, FREQUENT)
    (flag,) = flags_of(pair.tom.keyholder, pair.his())
    acknowledge_flag(episode=pair.his(), flag=flag.stored.id, done="Called.", now=LATER)
    assert level_of(pair.tom.keyholder, pair.his()).level == 3
    state_level(episode=pair.his(), level=1, words="Asked. No plan.", now=LATER)
    assert level_of(pair.tom.keyholder, pair.his()).level == 1
    raised(pair, POSITIVE, now=LATER + timedelta(hours=1))
    standing = level_of(pair.ada.keyholder, pair.hers())
    assert (standing.level, standing.is_raised_since) == (2, True)


def test_a_word_stands_beside_the_old_ones_and_is_changed_by_nobody(pair: Pair):
    for hours, level in enumerate((2, 2, 1)):
        stored = state_level(episode=pair.his(), level=level, words="Asked.", now=LATER + timedelta(hours=hours))
    assert [each.document.urgency for each in level_of(pair.tom.keyholder, pair.his()).words] == [1, 2]
    for space in (pair.his().space, pair.hers().space):
        with pytest.raises(NotYours), writing(space, now=LATER) as work:
            work.remove(stored)


def test_the_client_says_no_level_and_there_is_none_beyond_four(pair: Pair):
    with pytest.raises(NotYours):
        state_level(episode=pair.hers(), level=0, words="Fine.", now=LATER)
    with pytest.raises(ValueError, match="no level"):
        state_level(episode=pair.his(), level=5, words="", now=LATER)
