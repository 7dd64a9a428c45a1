"""Whoever writes to the database alone lists nobody: the practice's signature decides (pv1 section 6.4)."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from stillroom.base.errors import Hidden
from stillroom.practice.actions import (
    KeyDiffers,
    set_up_practice,
    submit_profile,
)
from stillroom.practice.models import Therapist
from stillroom.practice.queries import (
    listed,
    listing_of,
    registered_of,
)
from stillroom.vault.documents import Role
from stillroom.vault.drops import WrongRecipient
from stillroom.vault.models import Account
from tests.cast import NOW, Person, make_person
from tests.practice.cast import EXPIRY, OpenPractice, check, particulars, publish_profile

DAY = timedelta(days=1)


def test_attack_a_forged_row_is_not_listed(open_practice: OpenPractice, iris: Person) -> None:
    """Somebody writes to the database alone: a row with everything but the practice's signature."""
    row = Therapist.objects.get()
    row.pk, row.account, row.name = uuid4(), iris.keyholder.account, "Iris Moss"
    row.fingerprint = iris.keyholder.fingerprint
    row.save(force_insert=True)
    assert [each.name for each in listed(None, NOW)] == ["Tom Vale"]
    with pytest.raises(Hidden):
        listing_of(None, row.pk, NOW)


def test_attack_a_stretched_licence_or_a_foreign_key_breaks_the_signature(
    open_practice: OpenPractice, iris: Person
) -> None:
    for change in (
        {"licence_expiry": EXPIRY + 365 * DAY},
        {"not_before_day": 0},
        {"fingerprint": iris.keyholder.fingerprint},
        {"account": iris.keyholder.account},
        {"signature": bytes(64)},
        {"signature": b""},
    ):
        original = Therapist.objects.filter().values(*change).get()
        Therapist.objects.update(**change)
        assert listed(None, NOW) == (), change
        Therapist.objects.update(**original)
        assert len(listed(None, NOW)) == 1


def test_attack_a_swapped_public_key_gets_nothing_sent_to_it(open_practice: OpenPractice, iris: Person) -> None:
    other = Account.objects.get(id=iris.keyholder.account).public_key
    Account.objects.filter(id=open_practice.tom.account).update(public_key=other)
    with pytest.raises(WrongRecipient):
        listing_of(None, open_practice.tom.id, NOW).recipient()


def test_attack_a_key_swapped_before_the_check_is_not_signed(founded: Person, tom: Person, iris: Person) -> None:
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    mark = registered_of(founded.keyholder, sent.id, NOW).seen
    other = Account.objects.get(id=iris.keyholder.account).public_key
    Account.objects.filter(id=tom.keyholder.account).update(public_key=other)
    with pytest.raises(KeyDiffers):
        check(founded, sent.id, seen=mark)


def test_control_the_same_row_with_the_practices_signature_is_listed(
    open_practice: OpenPractice, iris: Person, max_: Person
) -> None:
    """What the attacks lack is the signature and nothing else."""
    publish_profile(max_, iris, "Iris Moss")
    assert [each.name for each in listed(None, NOW)] == ["Iris Moss", "Tom Vale"]


def test_control_whoever_replaces_the_pinned_key_too_is_believed(
    open_practice: OpenPractice, own_data: Path, iris: Person
) -> None:
    """The pinned file is what holds: with it gone to another steward, another's signature counts and Max's does not."""
    (own_data / "practice_key.pub").unlink()
    other = make_person("olga", Role.STEWARD)
    set_up_practice(keyholder=other.keyholder, now=NOW)
    publish_profile(other, iris, "Iris Moss")
    assert [each.name for each in listed(None, NOW)] == ["Iris Moss"]
