"""What a questionnaire asks for before anything goes back into what happened. Values in, values out."""

from stillroom.assessments.readings import Reading


def is_positive(asq: Reading) -> bool:
    """Anything but a clear no: an open answer is handled as a yes."""
    rule = asq.instrument.classification
    return rule is None or str(asq.result.patterns[rule.id]) != "negative"
