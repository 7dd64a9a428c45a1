"""What holds for single instruments: gates, classes, categories, decimals."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.scoring import score, shown
from tests.core.instruments.sheets import shipped

ASQ, ITQ, AUDIT_C, PC_PTSD_5, ACE, CORE_10 = (
    shipped(name) for name in ("asq", "itq", "audit-c", "pc-ptsd-5", "ace-brfss", "core-10")
)


def asq(*answers: Answer) -> tuple[object, list[str]]:
    result = score(ASQ, answers)
    assert result.scores == {} and result.bands == {}
    return result.patterns["result"], [flag.id for flag in result.flags]


def _by_rule(answers: tuple[Answer, ...]) -> tuple[object, list[str]]:
    first, fifth = answers[:4], answers[4]
    positive = 1 in first or None in first or fifth == 1
    if not positive:
        return "negative", []
    if fifth == 1:
        return "acute_positive", ["asq_acute_positive"]
    return "non_acute_positive" if fifth == 0 else "positive_acuity_unknown", ["asq_positive"]


def test_the_asq_agrees_with_its_rule_on_every_sheet() -> None:
    for answers in product((0, 1, None), repeat=5):
        assert asq(*answers) == _by_rule(answers)


def test_the_asq_asks_the_fifth_question_unless_all_four_are_a_no() -> None:
    assert shown(ASQ, [0, 0, 0, 0, None])[4] is False
    for place, answer in product(range(4), (1, None)):
        sheet: list[Answer] = [0, 0, 0, 0, None]
        sheet[place] = answer
        assert shown(ASQ, sheet)[4] is True


def test_a_yes_to_the_fifth_question_stands_after_all_others_were_taken_back() -> None:
    assert asq(0, 0, 0, 0, 1) == ("acute_positive", ["asq_acute_positive"])


@given(st.lists(st.none() | st.integers(0, 4), min_size=18, max_size=18))
def test_the_itq_is_one_of_four_and_never_both_patterns(answers: list[Answer]) -> None:
    found = score(ITQ, answers).patterns
    ptsd, dso = found["ptsd_pattern"], found["dso_pattern"]
    expected = "undetermined"
    if ptsd is False:
        expected = "none"
    elif ptsd is True and dso is not None:
        expected = "cptsd_pattern" if dso else "ptsd_pattern"
    assert found["classification"] == expected
    assert list(found) == ["ptsd_pattern", "dso_pattern", "classification"]


def test_the_itq_needs_an_effect_on_life_for_each_pattern() -> None:
    ptsd = [2, 0, 2, 0, 2, 0]
    dso = [2, 0, 2, 0, 2, 0]
    for effect, expected in ((2, "cptsd_pattern"), (1, "none")):
        sheet = [*ptsd, effect, 0, 0, *dso, 0, effect, 0]
        assert score(ITQ, sheet).patterns["classification"] == expected
    assert score(ITQ, [*ptsd, 2, 0, 0, *dso, 1, 1, 1]).patterns["classification"] == "ptsd_pattern"
    assert score(ITQ, [*ptsd, 2, 0, 0, *dso, None, 1, 1]).patterns["classification"] == "undetermined"


def test_whoever_never_drinks_is_asked_no_more_and_whoever_skips_has_no_score() -> None:
    assert shown(AUDIT_C, [0, None, None]) == (True, False, False)
    assert shown(AUDIT_C, [1, None, None]) == (True, True, True)
    totals = [
        score(AUDIT_C, sheet).scores["total"] for sheet in ([0, None, None], [0, 3, None], [1, None, 0], [None, 1, 1])
    ]
    assert totals == [0, 3, None, None]


def test_without_such_an_event_the_score_is_nothing_and_an_open_gate_leaves_none() -> None:
    assert shown(PC_PTSD_5, [0, *[None] * 5]) == (True, *[False] * 5)
    assert shown(PC_PTSD_5, [1, *[None] * 5]) == (True,) * 6
    totals = [score(PC_PTSD_5, [gate, 1, 1, 1, 0, 0]).scores["total"] for gate in (0, 1, None)]
    assert totals == [0, 3, None]


def test_a_category_needs_one_of_its_answers_and_the_total_needs_all_categories() -> None:
    nothing: list[Answer] = [0] * 11
    assert score(ACE, nothing).scores == {"total": 0, "at_least": 0}
    assert score(ACE, [None, *nothing[1:]]).scores == {"total": None, "at_least": 0}
    assert score(ACE, [1, None, 1, *nothing[3:]]).scores == {"total": 2, "at_least": 2}
    assert score(ACE, [*nothing[:7], 1, *nothing[8:]]).scores["total"] == 0  # once, where more than once counts
    assert score(ACE, [*nothing[:8], "NA", 1, "NA"]).scores == {"total": 1, "at_least": 1}


@given(st.lists(st.sampled_from([0, 1, None, "NA"]), min_size=11, max_size=11))
def test_what_is_certain_is_never_more_than_the_total_after_filling_the_gaps(answers: list[Answer]) -> None:
    filled = [0 if not isinstance(answer, int) else answer for answer in answers]
    scores = score(ACE, answers).scores
    assert scores["at_least"] == score(ACE, filled).scores["total"]
    assert scores["total"] in (None, scores["at_least"])


def test_plans_are_flagged_whatever_the_rest_is() -> None:
    sheets: list[list[Answer]] = [[None] * 5 + [1] + [None] * 4, [0, 4, 4, 0, 0, 4, 0, 0, 0, 0], [None] * 10]
    found = [[(flag.id, flag.level.value) for flag in score(CORE_10, sheet).flags] for sheet in sheets]
    assert found == [[("core10_plan_positive", "high")]] * 2 + [[("core10_plan_unanswered", "review")]]


def test_two_items_of_the_core_10_count_the_other_way_round() -> None:
    assert [item.id for item in CORE_10.items if item.reverse] == ["q2", "q3"]
    assert score(CORE_10, [0] * 10).scores["total"] == 8
    assert score(CORE_10, [4] * 10).scores["total"] == 32
