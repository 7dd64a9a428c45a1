"""How much one socket may say: a token bucket on a clock that the caller reads."""

BURST = 120
PER_SECOND = 10.0


class Flow:
    """Starting a call takes about 40 messages, candidates included."""

    def __init__(self) -> None:
        self._left = float(BURST)
        self._at: float | None = None

    def allows(self, monotonic: float) -> bool:
        """Whether one more message may pass at this instant (seconds of a monotonic clock)."""
        gained = 0.0 if self._at is None else (monotonic - self._at) * PER_SECOND
        self._left = min(BURST, self._left + gained)
        self._at = monotonic
        if self._left < 1:
            return False
        self._left -= 1
        return True
