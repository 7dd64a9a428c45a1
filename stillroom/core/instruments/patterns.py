"""Whether the answers form a published pattern: yes, no, or (None) the open answers could still decide it.

Three-valued after Kleene (Introduction to Metamathematics, 1952, section 64): what is unknown never turns a yes into a
no, and silence is never taken for either.
"""

from collections.abc import Mapping, Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.rules import Classification, Cluster, Pattern, Test


def met(pattern: Pattern, answers: Sequence[Answer]) -> bool | None:
    """Whether every cluster is met. `answers`: raw, in item order."""
    found = [cluster_met(each, answers) for each in pattern.clusters]
    if False in found:
        return False
    return None if None in found else True


def cluster_met(cluster: Cluster, answers: Sequence[Answer]) -> bool | None:
    """Whether enough of the cluster's answers reach its threshold."""
    given = [answer for place in cluster.places if isinstance(answer := answers[place], int)]
    endorsed = sum(answer >= cluster.threshold for answer in given)
    if endorsed >= cluster.least:
        return True
    return None if endorsed + len(cluster.places) - len(given) >= cluster.least else False


def classified(classification: Classification, patterns: Mapping[str, bool | None], answers: Sequence[Answer]) -> str:
    """The first case of which each test certainly holds; what is open holds for none."""
    for case in classification.cases:
        if all(_holds(test, patterns, answers) for test in case.tests):
            return case.then
    raise ValueError("the last case of a classification takes everything")


def _holds(test: Test, patterns: Mapping[str, bool | None], answers: Sequence[Answer]) -> bool:
    if test.pattern:
        return patterns[test.pattern] is test.met
    found = [answers[place] == test.answer for place in test.places]
    return all(found) if test.every else any(found)
