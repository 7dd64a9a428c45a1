"""The PCL-5's pattern: three-valued, so that nothing is claimed that the open answers could still decide."""

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.patterns import cluster_met
from stillroom.core.instruments.scoring import score
from tests.core.instruments.sheets import PCL5

(PATTERN,) = PCL5.patterns
TWENTY = 20
raw = st.integers(0, 4)
sheets = st.lists(st.none() | raw, min_size=TWENTY, max_size=TWENTY)
full = st.lists(raw, min_size=TWENTY, max_size=TWENTY)


def pattern(answers: list[Answer]) -> object:
    return score(PCL5, answers).patterns["dsm5_symptom_pattern"]


def with_two(*places: int) -> list[Answer]:
    return [2 if place in places else 0 for place in range(TWENTY)]


def test_the_clusters_are_the_four_of_dsm_5_and_each_question_is_in_one() -> None:
    shape = [(each.name, len(each.places), each.least, each.threshold) for each in PATTERN.clusters]
    assert shape == [("B", 5, 1, 2), ("C", 2, 1, 2), ("D", 7, 2, 2), ("E", 6, 2, 2)]
    assert sorted(place for each in PATTERN.clusters for place in each.places) == list(range(TWENTY))


def test_one_b_one_c_two_d_and_two_e_make_it_and_one_less_does_not() -> None:
    needed = (0, 5, 7, 8, 14, 16)
    assert pattern(with_two(*needed)) is True
    for left_out in needed:
        assert pattern(with_two(*(place for place in needed if place != left_out))) is False


def test_a_one_is_no_endorsement_whatever_the_total() -> None:
    assert pattern([1] * TWENTY) is False
    assert pattern([4, 4, 4, 4, 4, 1, 1, *[4] * 13]) is False


def test_an_open_answer_that_could_decide_leaves_it_open_and_one_that_cannot_does_not() -> None:
    open_c: list[Answer] = [*with_two(0, 7, 8, 14, 16)]
    open_c[5] = None
    assert pattern(open_c) is None
    decided: list[Answer] = [*with_two(0, 5, 7, 8, 14, 16)]
    decided[1] = decided[19] = None
    assert pattern(decided) is True
    lost: list[Answer] = [*with_two()]
    lost[0] = None
    assert pattern(lost) is False


@given(sheets, st.lists(raw, min_size=TWENTY, max_size=TWENTY))
def test_filling_the_gaps_never_overturns_a_yes_or_a_no(answers: list[Answer], rest: list[int]) -> None:
    filled = [later if answer is None else answer for answer, later in zip(answers, rest, strict=True)]
    if pattern(answers) is not None:
        assert pattern(filled) is pattern(answers)


@given(sheets)
def test_it_is_open_only_if_the_gaps_could_go_either_way(answers: list[Answer]) -> None:
    most = [4 if answer is None else answer for answer in answers]
    least = [0 if answer is None else answer for answer in answers]
    assert (pattern(answers) is None) == (pattern(most) is not pattern(least))


@given(sheets, st.integers(0, TWENTY - 1))
def test_a_worse_answer_never_takes_a_yes_away(answers: list[Answer], place: int) -> None:
    answer = answers[place]
    assume(isinstance(answer, int) and answer < 4)
    worse = [*answers[:place], answer + 1, *answers[place + 1 :]]  # type: ignore[operator]
    order = {False: 0, None: 1, True: 2}
    assert order[pattern(worse)] >= order[pattern(answers)]  # type: ignore[index]


@given(sheets, st.permutations(range(7)))
def test_within_a_cluster_the_order_does_not_matter(answers: list[Answer], order: list[int]) -> None:
    cluster = PATTERN.clusters[2]
    moved = [*answers]
    for to, source in zip(cluster.places, order, strict=True):
        moved[to] = answers[cluster.places[source]]
    assert cluster_met(cluster, moved) is cluster_met(cluster, answers)


@given(full)
def test_the_clusters_add_up_to_the_total(answers: list[int]) -> None:
    scores = score(PCL5, answers).scores
    assert scores["total"] == scores["B"] + scores["C"] + scores["D"] + scores["E"]  # type: ignore[operator]


def test_a_cluster_of_two_agrees_with_its_truth_table() -> None:
    cluster = PATTERN.clusters[1]
    for first, second in product((0, 2, None), repeat=2):
        sheet: list[Answer] = [None] * 5 + [first, second] + [None] * 13
        expected = True if 2 in (first, second) else None if None in (first, second) else False
        assert cluster_met(cluster, sheet) is expected
