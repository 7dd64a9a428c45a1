"""What Ada of the demo has answered: weeks in which it got lighter, as it does, with a step back."""

# (days since the beginning, answers): what Ada sent to Tom, and (days before today) what she kept for herself.
MOOD = (
    (1, (2, 2, 3, 2, 1, 2, 1, 0, 1, 1)),
    (15, (2, 1, 2, 2, 1, 2, 1, 0, 0, 1)),
    (29, (1, 1, 2, 1, 0, 1, 1, 0, 0, 1)),
)
WORRY = (
    (2, (3, 2, 2, 2, 1, 2, 2)),
    (9, (2, 2, 2, 2, 1, 1, 2)),
    (16, (2, 3, 2, 2, 1, 2, 3)),
    (30, (1, 2, 2, 1, 1, 1, 1)),
)
OWN_MOOD = (
    (58, (3, 2, 3, 3, 2, 2, 2, 1, 0, 2)),
    (50, (2, 3, 3, 2, 2, 2, 1, 1, 0, 2)),
    (41, (2, 2, 3, 2, 1, 3, 2, 0, 0, 1)),
    (12, (1, 2, 2, 1, 1, 1, 1, 0, 0, 1)),
    (0, (1, 1, 1, 1, 0, 1, 0, 0, 0, 0)),
)
# (days since the beginning, exercise, answers, before, after): in Ada's journal; the last one she shared.
TRIED: tuple[tuple[int, str, dict[str, str], int, int], ...] = (
    (12, "container", {"looks": "A blue tin.", "inside": "Rent. The letter.", "until": "Until Thursday."}, 8, 5),
    (31, "kindness", {"hard": "I said yes again.", "friend": "You were tired. Next time you wait a night."}, 7, 4),
)
