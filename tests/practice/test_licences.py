"""A licence that ends: warned about 60 days before, off the list at its midnight, renewed without a day off it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stillroom.care.queries import therapist_standing
from stillroom.events.queries import page_of_events
from stillroom.practice.actions import ProfileChanged, let_lapse, submit_profile, unlist
from stillroom.practice.listings import Listing
from stillroom.practice.models import Therapist
from stillroom.practice.queries import is_open, listed, own_listing, registered_of
from tests.cast import Person
from tests.practice.cast import AT, OpenPractice, check, particulars

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
LAST = AT.date() + timedelta(days=200)
ZONES = ["America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "UTC"]


def until(tom: Person, max_: Person, last: date, zone: str = "America/Los_Angeles") -> Listing:
    """Tom's licence ends with `last`, by the clock of `zone`, and Max has published it."""
    Therapist.objects.all().delete()
    sent = submit_profile(
        keyholder=tom.keyholder, particulars=replace(particulars(), licence_expiry=last, zone=zone), now=AT
    )
    check(max_, sent.id)
    return sent


def send_in(tom: Person, last: date, now: datetime, **others: object) -> Listing:
    return submit_profile(
        keyholder=tom.keyholder, particulars=replace(particulars(), licence_expiry=last, **others), now=now
    )


@pytest.mark.parametrize("zone", ZONES)
def test_the_list_shows_it_until_the_last_second_of_its_last_day_where_the_therapist_is(
    open_practice: OpenPractice, tom: Person, max_: Person, zone: str
) -> None:
    until(tom, max_, LAST, zone)
    midnight = datetime.combine(LAST + DAY, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    assert len(listed(None, midnight - SECOND)) == 1
    assert listed(None, midnight) == (), "no job has to run for it"
    assert let_lapse(now=midnight - SECOND) == 0
    assert let_lapse(now=midnight) == 1
    assert let_lapse(now=midnight) == 0
    assert not is_open(None, midnight)


@pytest.mark.parametrize(("days", "warned"), [(61, False), (60, True), (1, True), (0, True), (-1, True)])
def test_it_is_warned_about_from_sixty_days_before(
    open_practice: OpenPractice, tom: Person, max_: Person, days: int, warned: bool
) -> None:
    own = until(tom, max_, LAST)
    now = datetime.combine(LAST - days * DAY, datetime.min.time(), ZoneInfo("America/Los_Angeles"))
    for moment in (now, now + DAY - SECOND):
        assert own.licence_days(moment) == days
        assert own.ends_soon(moment) == warned


def test_a_renewed_one_waits_beside_the_old_one_which_holds(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    own = until(tom, max_, LAST)
    sent = send_in(tom, LAST + 700 * DAY, AT)
    assert (sent.state, sent.licence_expiry, sent.renewal) == ("listed", LAST, LAST + 700 * DAY)
    assert len(listed(None, AT)) == 1
    found = registered_of(max_.keyholder, own.id, AT)
    assert (found.waits, found.renews, found.shown) == (True, True, True)
    check(max_, own.id)
    check(max_, own.id, seen=found.seen)  # pressed twice
    (now_listed,) = listed(None, AT)
    assert (now_listed.licence_expiry, now_listed.renewal) == (LAST + 700 * DAY, None)
    assert len(listed(None, AT + 300 * DAY)) == 1
    assert "Renewed license sent in to be checked" in [each.sentence for each in page_of_events(max_.keyholder).events]


def test_one_that_nobody_checks_in_time_takes_the_page_off_and_is_what_is_checked_then(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    own = until(tom, max_, LAST)
    send_in(tom, LAST + 700 * DAY, AT)
    later = AT + 210 * DAY
    assert listed(None, later) == ()
    let_lapse(now=later)
    mine = own_listing(tom.keyholder)
    assert mine is not None
    assert (mine.state, mine.licence_expiry, mine.renewal) == ("unlisted", LAST + 700 * DAY, None)
    check(max_, own.id, now=later)
    assert len(listed(None, later)) == 1


@pytest.mark.parametrize(
    "others", [{"name": "Tom Dale"}, {"licence_number": "777"}, {"licence_type": "LCSW"}], ids=lambda each: str(each)
)
def test_another_licence_is_no_renewal(
    open_practice: OpenPractice, tom: Person, max_: Person, others: dict[str, object]
) -> None:
    until(tom, max_, LAST)
    sent = send_in(tom, LAST + 700 * DAY, AT, **others)
    assert (sent.state, sent.renewal) == ("unlisted", None)
    assert listed(None, AT) == ()


def test_an_earlier_day_is_no_renewal_and_the_same_day_takes_one_back(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    until(tom, max_, LAST)
    send_in(tom, LAST + DAY, AT)
    assert send_in(tom, LAST, AT).renewal is None
    assert len(listed(None, AT)) == 1
    assert send_in(tom, LAST - DAY, AT).state == "unlisted"


def test_what_was_changed_while_the_steward_looked_is_not_published(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    own = until(tom, max_, LAST)
    send_in(tom, LAST + DAY, AT)
    seen = registered_of(max_.keyholder, own.id, AT).seen
    send_in(tom, LAST + 9_000 * DAY, AT)
    with pytest.raises(ProfileChanged):
        check(max_, own.id, seen=seen)


def test_taken_off_the_list_the_renewed_one_is_what_waits(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    own = until(tom, max_, LAST)
    send_in(tom, LAST + DAY, AT)
    unlist(keyholder=max_.keyholder, therapist=own.id, now=AT)
    found = registered_of(max_.keyholder, own.id, AT)
    assert (found.listing.licence_expiry, found.renews, found.waits) == (LAST + DAY, False, True)


def test_attack_a_stretched_renewal_lists_nobody_longer(open_practice: OpenPractice, tom: Person, max_: Person) -> None:
    """Whoever writes to the database alone: the signature is over the day that was checked."""
    until(tom, max_, LAST)
    Therapist.objects.update(renewal=LAST + 9_000 * DAY)
    assert listed(None, AT + 300 * DAY) == ()
    Therapist.objects.update(licence_expiry=LAST + 9_000 * DAY)
    assert listed(None, AT) == ()


def test_those_in_care_read_it_at_once_and_keep_their_therapist(
    open_practice: OpenPractice, tom: Person, max_: Person, ada: Person
) -> None:
    own = until(tom, max_, LAST)
    midnight = datetime.combine(LAST + DAY, datetime.min.time(), ZoneInfo("America/Los_Angeles"))
    assert therapist_standing(ada.keyholder, own.id, midnight - SECOND).is_here
    for _job in range(2):
        standing = therapist_standing(ada.keyholder, own.id, midnight)
        assert (standing.is_here, standing.lapsed) == (False, True)
        let_lapse(now=midnight)
    assert not therapist_standing(ada.keyholder, own.id, midnight - 3 * DAY).lapsed
