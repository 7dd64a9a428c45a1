"""Token buckets: so many tries at once, then so many a minute. In RAM alone; nothing says whose they are."""

import threading
from dataclasses import dataclass, field
from math import ceil


@dataclass(slots=True)
class Buckets:
    """One bucket for each key, full at first. `at` is a monotonic clock's seconds."""

    size: int
    per_minute: float
    most: int = 20_000
    _levels: dict[bytes, tuple[float, float]] = field(default_factory=dict)  # key -> (level, as of when)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: bytes, at: float) -> int:
        """0 when there was one to take, else in how many whole seconds there will be."""
        with self._lock:
            level = self._level(key, at)
            if level < 1:
                return ceil(round((1 - level) * 60 / self.per_minute, 3))
            self._levels.pop(key, None)
            self._levels[key] = (level - 1, at)
            self._make_room(at)
            return 0

    def fill(self, key: bytes) -> None:
        with self._lock:
            self._levels.pop(key, None)

    def empty_all(self) -> None:
        """Forgets everything, as a restart does."""
        with self._lock:
            self._levels.clear()

    def _level(self, key: bytes, at: float) -> float:
        level, since = self._levels.get(key, (float(self.size), at))
        return min(self.size, level + max(0.0, at - since) * self.per_minute / 60)

    def _make_room(self, at: float) -> None:
        """Full buckets need no place; then those go that were used longest ago."""
        if len(self._levels) <= self.most:
            return
        for key in [key for key in self._levels if self._level(key, at) >= self.size]:
            del self._levels[key]
        while len(self._levels) > self.most:
            del self._levels[next(iter(self._levels))]
