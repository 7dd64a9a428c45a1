"""What a calendar must keep readable: when a therapist can be met, and which five-minute cells are gone.

Nothing here says by whom: a cell carries a random booking id that stands in the sealed appointment alone.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q

from stillroom.base.fields import IdField
from stillroom.core.slots.cells import cells_of
from stillroom.core.slots.rules import SessionRule, WeeklyHours, Window

Spans = tuple[tuple[time, time], ...]


class OpeningHours(models.Model):
    """A therapist's week by the clock of `zone`. `windows`: "0 09:00 12:00, 0 13:00 17:00", weekdays from Monday 0.

    `days`: single dates that are not like the week: "2026-12-24, 2026-12-31 09:00 12:00"; one without times is off.
    """

    therapist = IdField(primary_key=True)  # public id in the directory
    zone = models.CharField(max_length=64)
    windows = models.CharField(max_length=600, blank=True)
    days = models.CharField(max_length=4000, blank=True)
    minutes = models.PositiveSmallIntegerField(default=50)
    buffer_before = models.PositiveSmallIntegerField(default=0)
    buffer_after = models.PositiveSmallIntegerField(default=10)
    step = models.PositiveSmallIntegerField(default=30)
    notice_hours = models.PositiveSmallIntegerField(default=24)

    class Meta:
        db_table = "opening_hours"

    @property
    def hours(self) -> WeeklyHours:
        days = self.single_days
        return WeeklyHours(
            zone=self.zone,
            windows=tuple(_window(text) for text in self.windows.split(", ") if text),
            days_off=frozenset(day for day, spans in days.items() if not spans),
            special_days={day: spans for day, spans in days.items() if spans},
        )

    @property
    def single_days(self) -> dict[date, Spans]:
        """Dates that are not like the week, in order; no spans: a day off."""
        return dict(_single_day(text) for text in self.days.split(", ") if text)

    @property
    def rule(self) -> SessionRule:
        return SessionRule(
            length=timedelta(minutes=self.minutes),
            buffer_before=timedelta(minutes=self.buffer_before),
            buffer_after=timedelta(minutes=self.buffer_after),
            step=timedelta(minutes=self.step),
            notice=timedelta(hours=self.notice_hours),
        )

    def cells(self, start: datetime, minutes: int) -> range:
        """The cells that a session takes with its buffers. Raises NotWholeCells when it starts between two."""
        rule = self.rule
        return cells_of(start, timedelta(minutes=minutes), rule.buffer_before, rule.buffer_after)


def _window(text: str) -> Window:
    weekday, start, end = text.split()
    return Window(int(weekday), time.fromisoformat(start), time.fromisoformat(end))


def _single_day(text: str) -> tuple[date, Spans]:
    day, *clocks = text.split()
    times = [time.fromisoformat(clock) for clock in clocks]
    return date.fromisoformat(day), tuple(zip(times[::2], times[1::2], strict=True))


def days_text(days: Mapping[date, Spans]) -> str:
    """As the column keeps them."""
    spans = {day: "".join(f" {start:%H:%M} {end:%H:%M}" for start, end in each) for day, each in days.items()}
    return ", ".join(f"{day.isoformat()}{spans[day]}" for day in sorted(days))


def windows_text(windows: Iterable[Window]) -> str:
    """As the column keeps them."""
    return ", ".join(f"{window.weekday} {window.start:%H:%M} {window.end:%H:%M}" for window in windows)


class TakenCell(models.Model):
    """One five-minute cell of one therapist. That (therapist, cell) is the key is what makes two bookings one.

    `held_until`: unix seconds, while nobody has confirmed; a cell whose hold is over is free.
    """

    pk = models.CompositePrimaryKey("therapist", "cell")
    therapist = IdField()
    cell = models.PositiveIntegerField()  # five-minute cells since 1970-01-01 UTC
    booking = IdField(db_index=True)
    held_until = models.PositiveBigIntegerField(null=True)

    class Meta:
        db_table = "taken_cell"
        indexes = [models.Index(fields=["held_until"], condition=Q(held_until__isnull=False), name="taken_cell_held")]
