import pytest

from stillroom.core.instruments.conditions import UnreadableCondition, parse_condition

EARLIER = ("q1", "q2", "q3", "q4")
LABELS = {"No": 0, "Yes": 1}


def holds(sentence: str, *answers: object) -> bool:
    return parse_condition(sentence, EARLIER, LABELS).holds(answers)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "answers", "expected"),
    [
        ("q1 >= 1", (0, 3, 3, 3), False),
        ("q1 >= 1", (1, 0, 0, 0), True),
        ("q1 >= 1", (None, 3, 3, 3), False),
        ("q3 == 2", (0, 0, 2, 0), True),
        ("q2 < 2", (9, 1, 9, 9), True),
        ("any of q1-q4 >= 1", (0, 0, 0, 0), False),
        ("any of q1-q4 >= 1", (0, None, "NA", 1), True),
        ("any of q2-q3 >= 1", (3, 0, 0, 3), False),
        ("any of q1-q4 is Yes or not answered", (0, 0, 0, 0), False),
        ("any of q1-q4 is Yes or not answered", (0, 1, 0, 0), True),
        ("any of q1-q4 is Yes or not answered", (0, 0, None, 0), True),
    ],
)
def test_a_condition_means_what_it_says(sentence: str, answers: tuple[object, ...], expected: bool) -> None:
    assert holds(sentence, *answers) is expected


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "q1",
        "q1>=1",
        "q1 >= one",
        "q1 >= 1 ",
        "q1 >= 1 and q2 >= 1",
        "q5 >= 1",
        "any of q1-q5 >= 1",
        "any of q3-q1 >= 1",
        "all of q1-q3 >= 1",
        "any of q1-q4 is Maybe or not answered",
        "any of q1-q4 is Yes",
        "q1 >= 1; __import__('os')",
    ],
)
def test_any_other_sentence_is_refused(sentence: str) -> None:
    with pytest.raises(UnreadableCondition):
        parse_condition(sentence, EARLIER, LABELS)
