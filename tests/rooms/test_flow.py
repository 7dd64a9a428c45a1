"""How much one socket may say."""

from stillroom.rooms.flow import BURST, PER_SECOND, Flow


def test_a_burst_passes_and_what_comes_after_must_wait() -> None:
    flow = Flow()
    assert all(flow.allows(100.0) for _ in range(BURST))
    assert not flow.allows(100.0)
    assert flow.allows(100.0 + 1.5 / PER_SECOND)
    assert not flow.allows(100.0 + 1.5 / PER_SECOND)


def test_a_long_silence_saves_up_one_burst_and_no_more() -> None:
    flow = Flow()
    assert flow.allows(0.0)
    assert all(flow.allows(1e6) for _ in range(BURST))
    assert not flow.allows(1e6)
