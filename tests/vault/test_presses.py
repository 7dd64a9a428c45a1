"""A page whose button is pressed twice makes one thing; another page makes another."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from stillroom.base import presence
from stillroom.vault import presses
from stillroom.vault.presses import HOLDS, PressOver, new_press, once
from tests.cast import NOW, Person

CANARY = "canary-of-a-code"


@pytest.fixture(autouse=True)
def nothing_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presses, "_made", {})


def counted() -> Callable[[], str]:
    numbers = iter(range(1, 100))
    return lambda: f"{CANARY} {next(numbers)}"


def press_of(person: Person, kind: str = "code", after: timedelta = timedelta(0)) -> str:
    return new_press(keyholder=person.keyholder, kind=kind, now=NOW + after)


def sent(
    person: Person,
    press: str,
    make: Callable[[], str],
    words: str = "Ada",
    kind: str = "code",
    after: timedelta = timedelta(0),
) -> str:
    return once(keyholder=person.keyholder, kind=kind, press=press, words=words, now=NOW + after, make=make)


def test_the_same_page_gives_the_same_again(tom: Person) -> None:
    make, press = counted(), press_of(tom)
    assert {sent(tom, press, make) for _ in range(3)} == {f"{CANARY} 1"}


def test_another_page_and_other_words_make_another(tom: Person) -> None:
    make, press = counted(), press_of(tom)
    pages = [sent(tom, press, make), sent(tom, press_of(tom), make), sent(tom, press, make, words="Ben")]
    assert pages == [f"{CANARY} {number}" for number in (1, 2, 3)]


def test_control_a_memory_that_is_lost_makes_a_second(tom: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    make, press = counted(), press_of(tom)
    first = sent(tom, press, make)
    monkeypatch.setattr(presses, "_made", {})
    assert sent(tom, press, make) != first


def test_presses_at_one_moment_make_one(tom: Person) -> None:
    made, press, barrier = [], press_of(tom), threading.Barrier(8)

    def make() -> str:
        made.append(1)
        return CANARY

    def run(_number: int) -> str:
        barrier.wait(10)
        return sent(tom, press, make)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(run, range(8))) == {CANARY}
    assert made == [1]


def test_what_failed_can_be_pressed_again(tom: Person) -> None:
    press = press_of(tom)
    with pytest.raises(ZeroDivisionError):
        sent(tom, press, lambda: str(1 // 0))
    assert sent(tom, press, counted()) == f"{CANARY} 1"


def test_after_a_restart_a_page_from_before_makes_nothing(tom: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    make, press = counted(), press_of(tom)
    sent(tom, press, make)
    monkeypatch.setattr(presence, "_key", bytes(32))
    monkeypatch.setattr(presses, "_made", {})
    with pytest.raises(PressOver):
        sent(tom, press, make)


@pytest.mark.parametrize("harm", ["", "x", "A" * 200])
def test_no_page_at_all_makes_nothing(tom: Person, harm: str) -> None:
    with pytest.raises(PressOver):
        sent(tom, harm, counted())


def test_a_page_of_somebody_else_or_of_another_button_makes_nothing(tom: Person, iris: Person) -> None:
    for person, kind in ((iris, "code"), (tom, "link")):
        with pytest.raises(PressOver):
            sent(person, press_of(tom), counted(), kind=kind)


def test_a_page_is_over_after_two_hours_and_so_is_what_it_made(tom: Person) -> None:
    make, press = counted(), press_of(tom)
    sent(tom, press, make)
    almost = HOLDS - timedelta(seconds=1)
    assert sent(tom, press, make, after=almost) == f"{CANARY} 1"
    with pytest.raises(PressOver):
        sent(tom, press, make, after=HOLDS)
    sent(tom, press_of(tom, after=HOLDS), make, after=HOLDS)
    assert len(presses._made) == 1


def test_the_memory_holds_no_code_and_nothing_that_opens_one(tom: Person) -> None:
    press = press_of(tom)
    sent(tom, press, counted())
    (entry,) = presses._made.items()
    assert CANARY.encode() not in entry[1].sealed
    assert CANARY in sent(tom, press, counted())  # control: with the page it opens
