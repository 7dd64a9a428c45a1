"""Sessions end by idling, by age, everywhere at once, and when the clock cannot be believed."""

from datetime import timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.vault import sessions
from stillroom.vault.erasure import erase_account
from stillroom.vault.models import Account
from stillroom.vault.rekeys import rekey
from stillroom.vault.sessions import (
    LONGEST,
    due_sessions,
    end_all_sessions,
    end_session,
    enter,
    live_session,
    session_of,
    start_session,
    touch_session,
)
from stillroom.vault.spaces import open_space
from tests.cast import NOW, Person, Role, make_person
from tests.vault.places import at_once, errors, share

pytestmark = pytest.mark.django_db
IDLE = timedelta(minutes=15)
SECOND = timedelta(seconds=1)


@pytest.fixture
def cookie(ada: Person) -> str:
    return start_session(unlocked=ada.unlocked, idle=IDLE, now=NOW)


def is_open(cookie: str, now) -> bool:
    return enter(cookie, now) is not None


def test_it_lasts_until_nobody_has_used_it_for_the_idle_time(cookie: str) -> None:
    for minutes in (10, 20, 30):
        now = NOW + timedelta(minutes=minutes)
        touch_session(session=session_of(cookie, now).id, now=now)
    last = NOW + timedelta(minutes=30)
    assert is_open(cookie, last + IDLE - SECOND)
    assert not is_open(cookie, last + IDLE)
    assert not is_open(cookie, last), "what has ended does not begin again when the clock is put back"


def test_it_lasts_half_a_day_however_much_it_is_used(ada: Person) -> None:
    cookie = start_session(unlocked=ada.unlocked, idle=LONGEST * 2, now=NOW)
    touch_session(session=session_of(cookie, NOW).id, now=NOW + LONGEST - SECOND)
    assert is_open(cookie, NOW + LONGEST - SECOND)
    assert not is_open(cookie, NOW + LONGEST)


def test_a_clock_put_back_ends_it_and_a_clock_set_right_by_a_moment_does_not(ada: Person) -> None:
    """Else putting the clock back would keep an abandoned phone open for as much longer."""
    for seconds, lasts in ((0.5, True), (59, True), (61, False), (86_400, False)):
        cookie = start_session(unlocked=ada.unlocked, idle=IDLE, now=NOW)
        assert is_open(cookie, NOW - timedelta(seconds=seconds)) is lasts


def test_ending_it_everywhere_ends_each_and_lets_a_new_one_begin(ada: Person, cookie: str) -> None:
    other = start_session(unlocked=ada.unlocked, idle=IDLE, now=NOW)
    generation = end_all_sessions(keyholder=ada.keyholder)
    assert not is_open(cookie, NOW)
    assert not is_open(other, NOW)
    fresh = type(ada.unlocked)(ada.keyholder, generation)
    assert is_open(start_session(unlocked=fresh, idle=IDLE, now=NOW), NOW)


def test_an_erased_account_has_no_session(ada: Person, cookie: str) -> None:
    erase_account(keyholder=ada.keyholder)
    assert not is_open(cookie, NOW)
    with pytest.raises(Hidden):
        end_all_sessions(keyholder=ada.keyholder)


def test_a_new_key_of_a_space_is_taken_by_a_session_that_was_open_before(ada: Person, tom: Person) -> None:
    space = share(ada, tom)
    his = start_session(unlocked=tom.unlocked, idle=IDLE, now=NOW)
    rekey(keyholder=ada.keyholder, space=space, without=None, now=NOW)
    assert open_space(enter(his, NOW).keyholder, space.id).epoch == 2


def test_a_request_without_new_keys_asks_the_database_once(ada: Person, cookie: str, django_assert_num_queries) -> None:
    is_open(cookie, NOW)
    with django_assert_num_queries(1):
        assert is_open(cookie, NOW)


@pytest.mark.parametrize("wrong", ["", "A" * 43, "A" * 42, "ü" * 43, "A" * 44, "../" * 14 + "A"])
def test_a_cookie_that_nobody_was_given_opens_nothing(wrong: str, cookie: str) -> None:
    assert session_of(wrong, NOW) is None
    assert not is_open(wrong, NOW)
    end_session(cookie=wrong)
    assert is_open(cookie, NOW)


def test_what_is_over_is_deleted_by_the_due_work_and_nothing_else(ada: Person, cookie: str) -> None:
    late = start_session(unlocked=ada.unlocked, idle=IDLE * 10, now=NOW)
    ended = session_of(cookie, NOW).id
    assert ended in set(due_sessions(NOW + IDLE))
    assert live_session(ended, NOW) is None
    assert is_open(late, NOW + IDLE)


def test_the_file_names_neither_the_account_nor_the_cookie(ada: Person, cookie: str) -> None:
    path = sessions._path(session_of(cookie, NOW).id)
    held = path.name.encode() + path.read_bytes()
    account = ada.keyholder.account
    for told in (account.bytes, account.hex.encode(), cookie.encode(), ada.keyholder.seed.reveal()):
        assert told not in held
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_out_everywhere_at_once_count_twice() -> None:
    """Each comes back with a generation of its own: the session that one begins is not taken for the other's."""
    ada = make_person("ada", Role.CLIENT)
    results = at_once(*[lambda: end_all_sessions(keyholder=ada.keyholder)] * 4)
    assert errors(results) == []
    assert sorted(results) == [1, 2, 3, 4]
    assert Account.objects.get(id=ada.keyholder.account).session_generation == 4
