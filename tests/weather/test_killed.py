"""Pulled out from under somebody who writes: what the server has said yes to is there afterwards, once and in order."""

import re
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.attacks.effort import effort
from tests.journeys.conftest import Server, served
from tests.weather.by_hand import BROKEN, Hand, come_in

pytestmark = pytest.mark.journey
CYCLES = effort(small=3, full=20)
BEFORE = 4  # messages said yes to, at least, in each cycle
SAID = re.compile(r"word-(\d+)-end")


@pytest.fixture(scope="module")
def demo_server() -> Iterator[Server]:
    yield from served(demo=True)


def killed_while_writing(hand: Hand, first: int, part: float) -> tuple[list[int], tuple[int, str]]:
    """SIGKILL in the middle of the fifth message, `part` (0 to 1) of the time that the fourth took after it began.

    What was acknowledged, and what was on its way.
    """
    acknowledged: list[int] = []
    took = 0.0
    for number in range(first, first + 1000):
        record, begun = str(uuid4()), time.monotonic()
        if len(acknowledged) == BEFORE:
            threading.Timer(part * took, hand.server.process.kill).start()
        try:
            status, _page = hand.say(f"word-{number}-end", record)
        except BROKEN:
            return acknowledged, (number, record)
        assert status == 302
        acknowledged.append(number)
        took = time.monotonic() - begun
    raise AssertionError("the server was never killed")


def test_no_acknowledged_message_is_lost_and_none_is_there_twice(demo_server: Server) -> None:
    hand = come_in(demo_server)
    acknowledged: list[int] = []
    for cycle in range(CYCLES):
        done, (number, record) = killed_while_writing(hand, len(acknowledged), cycle / CYCLES)
        hand.server.restart()
        found = [int(each) for each in SAID.findall(hand.ask(hand.talk)[1])]
        acknowledged += done
        assert found[: len(acknowledged)] == acknowledged
        assert found[len(acknowledged) :] in ([], [number])  # kept, and the line broke before the yes
        assert hand.say(f"word-{number}-end", record)[0] == 302  # as the person sends it again
        acknowledged.append(number)
    assert [int(each) for each in SAID.findall(hand.ask(hand.talk)[1])] == acknowledged
    assert len(acknowledged) > BEFORE * CYCLES


def test_control_a_message_nobody_said_yes_to_may_be_gone(demo_server: Server) -> None:
    """Killed before it can answer: the test above would see a loss."""
    hand = come_in(demo_server)
    hand.server.process.kill()
    hand.server.process.wait()
    time.sleep(0.05)
    with pytest.raises(BROKEN):
        hand.say("word-999999-end")
    hand.server.restart()
    assert "word-999999-end" not in hand.ask(hand.talk)[1]
