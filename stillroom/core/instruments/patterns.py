"""Whether the answers form a published pattern: yes, no, or (None) the open answers could still decide it.

Three-valued after Kleene (Introduction to Metamathematics, 1952, section 64): what is unknown never turns a yes into a
no, and silence is never taken for either.
"""

from collections.abc import Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.model import Cluster, Pattern


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
