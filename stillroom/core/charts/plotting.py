"""A chart of numbers over time: true to time and to the scale, whatever the numbers are."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from stillroom.core.charts.model import Band, Dot, Label, Mark, Moment, Number, Plot, Point, Sign, Stripe, Stroke, Tick

WIDTH = 300
LOW, TALL = 140, 210  # height without bands and with them
LEFT, RIGHT, TOP, FOOT = 30.0, 290.0, 20.0, 28.0
INSET = 12.0  # between the frame and the outermost dots
NAME = 15.0  # height of a line of words
LETTER = 7.5  # width of a letter of a band's name, on a phone
TRIANGLE = 6.5
STROKE, HALF = 7.0, 4.5  # how high a sign on the axis is, and how wide to each side
LONG = timedelta(weeks=8)

Scale = Callable[[Number], float]


def plot(
    points: Sequence[Point],
    low: Number,
    high: Number,
    bands: Sequence[Band] = (),
    happened: Sequence[tuple[Moment, str]] = (),
) -> Plot | None:
    """`points` in any order; `bands` rising, each up to where the next begins, the last up to `high`.

    `happened`: (when, "met" or "goal"), marked on the axis where it lies between the first point and the last.

    None where there is no number at all. Raises ValueError unless `low` < `high`, and for a number outside them.
    """
    if not low < high:
        raise ValueError("a chart needs a scale")
    whole = sorted((_whole(point) for point in points), key=lambda each: _seconds(each[0]))
    if not any(value is not None for _at, value, _mark in whole):
        return None
    if any(value is not None and not low <= value <= high for _at, value, _mark in whole):
        raise ValueError("a number lies outside the scale")
    height = TALL if bands else LOW
    base = height - FOOT
    moments = [at for at, _value, _mark in whole]
    xs = _places_of([_seconds(at) for at in moments])

    def y_of(value: Number) -> float:
        return round(base - (base - TOP) * (value - low) / (high - low), 1)

    dots = [
        Dot(x, y_of(value), value, mark, _triangle(x, y_of(value), mark))
        for x, (_at, value, mark) in zip(xs, whole, strict=True)
        if value is not None
    ]
    labels = _labels(dots)
    valued = [at for at, value, _mark in whole if value is not None]
    return Plot(
        width=WIDTH,
        height=height,
        left=LEFT,
        right=RIGHT,
        base=base,
        stripes=_stripes(bands, y_of, high, dots, labels),
        ticks=_ticks([low, *(start for start, _name in bands), high], y_of),
        strokes=_strokes(dots, valued),
        dots=dots,
        labels=labels,
        open_at=[x for x, (_at, value, _mark) in zip(xs, whole, strict=True) if value is None],
        first=moments[0],
        last=moments[-1],
        signs=_signs(moments, happened, base),
    )


def _signs(moments: Sequence[Moment], happened: Sequence[tuple[Moment, str]], base: float) -> list[Sign]:
    start, end = _seconds(moments[0]), _seconds(moments[-1])
    inside = sorted((at, kind) for moment, kind in happened if start <= (at := _seconds(moment)) <= end)
    xs = _places_of([start, *(at for at, _kind in inside), end])[1:-1]
    return [Sign(x, kind, _drawn(x, kind, base)) for x, (_at, kind) in zip(xs, inside, strict=True)]


def _drawn(x: float, kind: str, base: float) -> str:
    top = f"M{x:.1f} {base - STROKE:.1f}"
    if kind == "met":
        return f"{top}V{base:.1f}"
    return top + "".join(f"L{x + dx:.1f} {base + dy:.1f}" for dx, dy in ((HALF, 0), (0, STROKE), (-HALF, 0))) + "Z"


def _whole(point: Point) -> tuple[Moment, Number | None, Mark]:
    return (*point, Mark.NONE) if len(point) == 2 else point


def _seconds(at: Moment) -> float:
    return (at if isinstance(at, datetime) else datetime.combine(at, time(), tzinfo=UTC)).timestamp()


def _places_of(seconds: Sequence[float]) -> list[float]:
    """x of each instant; one alone, or all the same, stand in the middle."""
    start, span = seconds[0], seconds[-1] - seconds[0]
    left, right = LEFT + INSET, RIGHT - INSET
    if span == 0:
        return [(left + right) / 2] * len(seconds)
    return [round(left + (right - left) * (each - start) / span, 1) for each in seconds]


def _triangle(x: float, y: float, mark: Mark) -> str:
    if mark is Mark.NONE:
        return ""
    tip, foot = (y - TRIANGLE, y + TRIANGLE) if mark is Mark.UP else (y + TRIANGLE, y - TRIANGLE)
    return f"M{x:.1f} {tip:.1f}L{x + TRIANGLE:.1f} {foot:.1f}L{x - TRIANGLE:.1f} {foot:.1f}Z"


def _stripes(
    bands: Sequence[Band], y_of: Scale, high: Number, dots: Sequence[Dot], labels: Sequence[Label]
) -> list[Stripe]:
    stripes = []
    ends = [*(start for start, _name in bands[1:]), high] if bands else []
    for index, ((start, name), end) in enumerate(zip(bands, ends, strict=True)):
        top, bottom = y_of(end), y_of(start)
        y, at_end = _place_of_name(top, bottom, LETTER * len(name), dots, labels)
        stripes.append(Stripe(top, round(bottom - top, 1), name, y, at_end=at_end, shaded=index % 2 == 1))
    return stripes


def _place_of_name(
    top: float, bottom: float, width: float, dots: Sequence[Dot], labels: Sequence[Label]
) -> tuple[float | None, bool]:
    """The first corner of a band, from its upper left one on, through which the line does not run and where no number
    stands. Without any the name stands in the first, under the line."""
    if bottom - top < NAME:
        return None, False
    corners = [(round(y, 1), at_end) for y in (top + NAME - 2, bottom - 4) for at_end in (False, True)]
    for y, at_end in corners:
        left = RIGHT - 4 - width if at_end else LEFT + 4
        if not _crosses(dots, left, left + width, y) and not _covers(labels, left, left + width, y):
            return y, at_end
    return corners[0]


def _crosses(dots: Sequence[Dot], left: float, right: float, y: float) -> bool:
    """Whether the line or a dot runs through words that stand at `y` from `left` to `right`."""
    over, under = y - NAME, y + TRIANGLE
    for one, other in pairwise((dots[0], *dots)):
        start, end = max(one.x, left), min(other.x, right)
        if start <= end:
            ys = [_between(one, other, x) for x in (start, end)]
            if min(ys) < under and max(ys) > over:
                return True
    return False


def _covers(labels: Sequence[Label], left: float, right: float, y: float) -> bool:
    """Whether words at `y` from `left` to `right` would stand on a number."""
    return any(left - NAME < each.x < right + NAME and abs(each.y - y) < NAME - 1 for each in labels)


def _between(one: Dot, other: Dot, x: float) -> float:
    """y of the line from one dot to the other, at x."""
    return other.y if other.x == one.x else one.y + (other.y - one.y) * (x - one.x) / (other.x - one.x)


def _ticks(values: Sequence[Number], y_of: Scale) -> list[Tick]:
    """The ends always; of the rest those that do not run into the one below or into the upper end."""
    ticks = [Tick(y_of(values[0]), values[0])]
    top = Tick(y_of(values[-1]), values[-1])
    for value in values[1:-1]:
        tick = Tick(y_of(value), value)
        if ticks[-1].y - tick.y >= NAME and tick.y - top.y >= NAME:
            ticks.append(tick)
    return [*ticks, top]


def _strokes(dots: Sequence[Dot], moments: Sequence[Moment]) -> list[Stroke]:
    strokes: list[Stroke] = []
    run = [dots[0]]
    for (before, after), (one, other) in zip(pairwise(dots), pairwise(moments), strict=True):
        if _seconds(other) - _seconds(one) > LONG.total_seconds():
            strokes += [_stroke(run, False), _stroke([before, after], True)]
            run = [after]
        else:
            run.append(after)
    return [stroke for stroke in (*strokes, _stroke(run, False)) if " " in stroke.points]


def _stroke(dots: Sequence[Dot], dashed: bool) -> Stroke:
    return Stroke(" ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots), dashed)


def _labels(dots: Sequence[Dot]) -> list[Label]:
    """The last number, and the first where there is room for both: over the dot, or under it at the top."""
    first, last = dots[0], dots[-1]
    shown = [first, last] if last.x - first.x >= 2 * NAME else [last]
    return [Label(dot.x, dot.y - 10 if dot.y >= TOP + 5 else dot.y + NAME + 5, dot.value) for dot in shown]
