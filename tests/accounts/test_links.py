"""Links by which the practice's own people join, each once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from stillroom.accounts import links
from stillroom.accounts.actions import join, join_by_link, sign_in
from stillroom.accounts.links import LinkOver, first_steward_link, link_id, make_link, path_of, role_of_link
from stillroom.accounts.models import StaffLink
from stillroom.accounts.people import SESSION_COOKIE
from stillroom.accounts.queries import profile_of
from stillroom.vault.accounts import WrongPassphrase
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.kdf_slots import Busy
from stillroom.vault.models import Account
from stillroom.vault.sessions import enter
from stillroom.vault.spaces import own_space
from tests.accounts.walking import Page, send
from tests.cast import CHEAP, NOW, WORDS, Person

pytestmark = pytest.mark.django_db
OWN = "nine brass kettles hum at dusk"


def walk(client: Client, path: str, handle: str = "max-at-work", **choice: str) -> Page:
    page = send(client, path, Page(client.get(path)), shared="no")
    page = send(client, path, page, called="Max", zone="America/Los_Angeles")
    chosen = page.choices[0] if "offer" in choice else choice["passphrase"]
    page = send(client, path, page, handle=handle, **choice)
    return page if page.status != 200 else send(client, path, page, passphrase_again=chosen)


def test_the_first_start_prints_a_link_and_its_user_founds_the_practice(eve: Client) -> None:
    path = first_steward_link(now=datetime.now(UTC))
    assert walk(eve, path, offer="0").status == 200
    keyholder = enter(eve.cookies[SESSION_COOKIE].value, datetime.now(UTC)).keyholder
    profile = profile_of(keyholder)
    assert (profile.role, profile.handle, profile.shared_phone) == (Role.STEWARD, "max-at-work", False)
    assert own_space(keyholder, SpaceKind.PRACTICE).role is Role.STEWARD
    assert Client().get(path).status_code == 404
    assert first_steward_link(now=datetime.now(UTC)) == ""


def test_only_the_newest_first_link_works() -> None:
    older, newer = (first_steward_link(now=NOW).split("/")[-2] for _ in range(2))
    with pytest.raises(LinkOver):
        role_of_link(older, NOW)
    assert role_of_link(newer, NOW) is Role.STEWARD


def test_the_first_link_ends_after_half_an_hour() -> None:
    token = first_steward_link(now=NOW).split("/")[-2]
    assert role_of_link(token, NOW + timedelta(minutes=29)) is Role.STEWARD
    with pytest.raises(LinkOver):
        role_of_link(token, NOW + timedelta(minutes=30))


def test_a_therapist_joins_with_words_of_their_own_taken_sign_by_sign(eve: Client, max_: Person) -> None:
    token = make_link(role=Role.THERAPIST, now=datetime.now(UTC), lifetime=links.THERAPIST)
    page = walk(eve, path_of(token), handle="Dr Tom", passphrase=OWN)
    assert page.status == 200
    keyholder = enter(eve.cookies[SESSION_COOKIE].value, datetime.now(UTC)).keyholder
    assert own_space(keyholder, SpaceKind.DESK).role is Role.THERAPIST
    assert sign_in(handle="dr-tom", passphrase=OWN, now=NOW, cost=CHEAP).profile.role is Role.THERAPIST
    with pytest.raises(WrongPassphrase):
        sign_in(handle="dr-tom", passphrase=OWN.upper(), now=NOW, cost=CHEAP)


@pytest.mark.parametrize("own", ["too short", "aaaaaaaaaaaaaaaaaaaa", "1234567890123456789"])
def test_words_that_could_be_guessed_are_not_taken(eve: Client, own: str) -> None:
    path = path_of(make_link(role=Role.THERAPIST, now=datetime.now(UTC), lifetime=links.THERAPIST))
    page = walk(eve, path, passphrase=own)
    assert page.status == 422
    assert "could be guessed" in page.text


def test_a_name_that_is_taken_can_be_replaced_and_the_link_still_works(eve: Client, tom: Person) -> None:
    token = make_link(role=Role.THERAPIST, now=datetime.now(UTC), lifetime=links.THERAPIST)
    page = walk(eve, path_of(token), handle=tom.profile.handle, offer="0")
    assert page.status == 422
    assert "take another" in page.text
    offered = page.choices[0]
    page = send(eve, path_of(token), page, handle="iris-at-work", offer="0")
    assert send(eve, path_of(token), page, passphrase_again=offered).status == 200
    assert Account.objects.count() == 2


def test_one_link_lets_one_person_in() -> None:
    token = make_link(role=Role.THERAPIST, now=NOW, lifetime=links.THERAPIST)
    someone = {"called": "T", "zone": "UTC", "passphrase": WORDS, "now": NOW, "cost": CHEAP}
    join_by_link(link=token, handle="first-one-here", **someone)
    with pytest.raises(LinkOver):
        join_by_link(link=token, handle="second-one-here", **someone)
    assert Account.objects.count() == 1


def test_a_link_outlives_a_try_that_came_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(**_: object) -> None:
        raise Busy

    token = make_link(role=Role.THERAPIST, now=NOW, lifetime=links.THERAPIST)
    monkeypatch.setattr("stillroom.accounts.actions.create_account", busy)
    with pytest.raises(Busy):
        join_by_link(link=token, handle="tom", called="T", zone="UTC", passphrase=WORDS, now=NOW, cost=CHEAP)
    assert role_of_link(token, NOW) is Role.THERAPIST


def test_a_link_ends_with_its_time_and_is_swept_away() -> None:
    token = make_link(role=Role.THERAPIST, now=NOW, lifetime=timedelta(days=14))
    assert role_of_link(token, NOW + timedelta(days=13)) is Role.THERAPIST
    with pytest.raises(LinkOver):
        role_of_link(token, NOW + timedelta(days=14))
    make_link(role=Role.STEWARD, now=NOW + timedelta(days=14), lifetime=timedelta(days=1))
    assert StaffLink.objects.count() == 1


def test_a_link_can_be_withdrawn() -> None:
    token = make_link(role=Role.THERAPIST, now=NOW, lifetime=timedelta(days=14))
    links.withdraw_link(link_id(token))
    with pytest.raises(LinkOver):
        role_of_link(token, NOW)


def test_the_table_does_not_hold_the_token() -> None:
    token = make_link(role=Role.THERAPIST, now=NOW, lifetime=timedelta(days=14))
    (row,) = StaffLink.objects.all()
    assert token.encode() not in bytes(row.id)
    assert bytes(row.id) == link_id(token)


def test_clients_need_no_link() -> None:
    with pytest.raises(ValueError, match="without a link"):
        make_link(role=Role.CLIENT, now=NOW, lifetime=timedelta(days=1))


def test_a_stranger_finds_the_same_page_for_a_used_link_and_for_none(eve: Client) -> None:
    token = make_link(role=Role.THERAPIST, now=NOW - timedelta(days=20), lifetime=timedelta(days=14))
    over, never = Page(eve.get(path_of(token))), Page(eve.get("/begin/AAAAAAAAAAAAAAAAAAAAAA/"))
    assert (over.status, over.text) == (never.status, never.text)
    assert over.status == 404


def test_joining_without_a_link_makes_no_staff(eve: Client) -> None:
    """The state of a staff link's page, sent to where clients join, still needs its link."""
    path = path_of(make_link(role=Role.THERAPIST, now=datetime.now(UTC), lifetime=timedelta(days=14)))
    page = send(eve, path, Page(eve.get(path)), shared="no")
    page = send(eve, path, page, called="Eve", zone="UTC")
    offered = page.choices[0]
    page = send(eve, path, page, handle="eve-at-work", offer="0")
    StaffLink.objects.all().delete()
    assert send(eve, "/join/", page, passphrase_again=offered).status == 404
    assert not Account.objects.exists()


def test_joining_is_an_action_for_demo_and_tests_too() -> None:
    unlocked = join(called="Ada", zone="UTC", role=Role.CLIENT, handle="a-b-c", passphrase=WORDS, now=NOW, cost=CHEAP)
    assert own_space(unlocked.keyholder, SpaceKind.JOURNAL).role is Role.CLIENT
