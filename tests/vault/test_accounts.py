"""Accounts open for whoever knows the words, and for nobody who writes to rows or is late."""

from dataclasses import replace

import pytest

from stillroom.core.sealing.passphrases import NORMATIVE, PARAMS_BYTES, WRAP_BYTES, Bounds, Norm, Params
from stillroom.vault import accounts
from stillroom.vault.accounts import (
    POLICY,
    HandleTaken,
    WrongPassphrase,
    change_passphrase,
    create_account,
    drop_recovery_code,
    make_recovery_code,
    read_profile,
    recover,
    unlock,
    write_profile,
)
from stillroom.vault.keyholders import AccountTampered
from stillroom.vault.models import Account
from tests.cast import CHEAP, NOW, WORDS, Person

pytestmark = pytest.mark.django_db
DEARER = (16, 2)
NEW_WORDS = "violet heron lamp quiet ferry mango"


def row_of(person: Person) -> Account:
    return Account.objects.get(id=person.keyholder.account)


def params_of(person: Person) -> Params:
    return Params.decode(bytes(row_of(person).passphrase_wrap)[:PARAMS_BYTES], Bounds((8, 1_048_576), (1, 16)))


def opens(person: Person, passphrase: str, cost: tuple[int, int] = CHEAP) -> bool:
    try:
        unlock(handle=person.profile.handle, passphrase=passphrase, now=NOW, cost=cost)
    except WrongPassphrase:
        return False
    return True


def test_todays_cost_admits_what_pv1_admits_and_no_less() -> None:
    assert accounts._bounds(POLICY) == NORMATIVE
    assert accounts._bounds((131_072, 4)) == NORMATIVE


def test_a_wrap_of_an_older_cost_opens_and_is_made_anew(ada: Person) -> None:
    change_passphrase(keyholder=ada.keyholder, passphrase=WORDS, cost=DEARER)
    assert opens(ada, WORDS)
    assert (params_of(ada).memory_kib, params_of(ada).passes) == CHEAP
    assert opens(ada, WORDS)


def test_a_passphrase_changed_while_an_older_cost_is_made_anew_stays_changed(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old passphrase, which somebody is just signing in with, must not be put back over the new one."""
    change_passphrase(keyholder=ada.keyholder, passphrase=WORDS, cost=DEARER)
    wrap = accounts.wrap_seed

    def slowly(*arguments: object) -> bytes:
        monkeypatch.setattr(accounts, "wrap_seed", wrap)
        change_passphrase(keyholder=ada.keyholder, passphrase=NEW_WORDS, cost=CHEAP)
        return wrap(*arguments)

    monkeypatch.setattr(accounts, "wrap_seed", slowly)
    assert opens(ada, WORDS)
    assert not opens(ada, WORDS)
    assert opens(ada, NEW_WORDS)


def test_a_change_in_one_window_is_the_one_that_counts_in_the_other(ada: Person) -> None:
    change_passphrase(keyholder=ada.keyholder, passphrase=NEW_WORDS, cost=CHEAP)
    assert (opens(ada, WORDS), opens(ada, NEW_WORDS)) == (False, True)
    write_profile(keyholder=ada.keyholder, profile=replace(ada.profile, called="A."))
    assert read_profile(ada.keyholder, type(ada.profile)).called == "A."


@pytest.mark.parametrize(
    "wrap",
    [
        lambda old: b"",
        lambda old: old[:-1],
        lambda old: b"\x02" + old[1:],
        lambda old: old[:11] + b"\x02" + old[12:],  # a pepper that this machine does not have
        lambda old: old[:9] + b"\x02" + old[10:],  # two lanes
        lambda old: Params(7, 1, 1, Norm.WORDS, 1, bytes(16)).encode() + old[PARAMS_BYTES:],
        lambda old: Params(8, 17, 1, Norm.WORDS, 1, bytes(16)).encode() + old[PARAMS_BYTES:],
        lambda old: old[:PARAMS_BYTES] + bytes(WRAP_BYTES - PARAMS_BYTES),
    ],
)
def test_a_wrap_that_somebody_wrote_over_is_a_wrong_passphrase_like_any_other(ada: Person, wrap) -> None:
    honest = bytes(row_of(ada).passphrase_wrap)
    Account.objects.filter(id=ada.keyholder.account).update(passphrase_wrap=wrap(honest))
    assert not opens(ada, WORDS)
    Account.objects.filter(id=ada.keyholder.account).update(passphrase_wrap=honest)
    assert opens(ada, WORDS)


def test_the_wrap_of_another_account_opens_nothing_here(ada: Person, tom: Person) -> None:
    Account.objects.filter(id=ada.keyholder.account).update(passphrase_wrap=row_of(tom).passphrase_wrap)
    assert not opens(ada, WORDS)


def test_a_handle_is_had_once_in_any_spelling(ada: Person) -> None:
    with pytest.raises(HandleTaken):
        create_account(handle=" ADA_Otter lamp", passphrase=WORDS, profile=ada.profile, now=NOW, cost=CHEAP)


def test_a_handle_that_nobody_has_costs_what_a_wrong_passphrase_costs(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid: list[tuple[int, int]] = []
    argon2id = accounts.argon2id

    def counted(text: bytes, params: Params) -> bytes:
        paid.append((params.memory_kib, params.passes))
        return argon2id(text, params)

    monkeypatch.setattr(accounts, "argon2id", counted)
    for handle in (ada.profile.handle, "nobody-has-this"):
        with pytest.raises(WrongPassphrase):
            unlock(handle=handle, passphrase="wrong", now=NOW, cost=CHEAP)
    assert paid == [CHEAP, CHEAP]


def test_a_public_key_swapped_in_the_row_is_seen_by_every_way_in(ada: Person, tom: Person) -> None:
    code = make_recovery_code(keyholder=ada.keyholder)
    Account.objects.filter(id=ada.keyholder.account).update(public_key=row_of(tom).public_key)
    with pytest.raises(AccountTampered):
        opens(ada, WORDS)
    with pytest.raises(AccountTampered):
        recover(code=code, now=NOW)


def test_a_recovery_code_works_until_it_is_dropped_or_another_is_made(ada: Person) -> None:
    first = make_recovery_code(keyholder=ada.keyholder)
    assert recover(code=first, now=NOW).keyholder.account == ada.keyholder.account
    second = make_recovery_code(keyholder=ada.keyholder)
    with pytest.raises(accounts.WrongRecoveryCode):
        recover(code=first, now=NOW)
    drop_recovery_code(keyholder=ada.keyholder)
    with pytest.raises(accounts.WrongRecoveryCode):
        recover(code=second, now=NOW)


def test_without_its_pepper_a_machine_opens_no_passphrase_and_still_every_recovery_code(ada: Person, settings) -> None:
    code = make_recovery_code(keyholder=ada.keyholder)
    settings.PEPPERS = {1: bytes(32)}
    assert not opens(ada, WORDS)
    assert recover(code=code, now=NOW).keyholder.account == ada.keyholder.account


def test_the_month_of_the_last_sign_in_is_all_that_a_row_tells_of_it(ada: Person) -> None:
    before = Account.objects.filter(id=ada.keyholder.account).values().get()
    assert opens(ada, WORDS)
    assert Account.objects.filter(id=ada.keyholder.account).values().get() == before
    assert before["idle_month"] == 202611
