"""Reads what a translation says to clinicians: labels, what a flag asks for, notes. What counts stays as it is."""

from collections.abc import Sequence
from dataclasses import replace

from stillroom.core.instruments.model import Administration, Band, Instrument, Score
from stillroom.core.instruments.reading import Node
from stillroom.core.instruments.rules import Classification, Flag

PARTS = ("construct", "notes", "scores", "bands", "cutoffs", "patterns", "actions")


def with_clinicians_words(node: Node, base: Instrument) -> Instrument:
    """Raises BadInstrument unless every word has its counterpart, and there is none too many."""
    unlock = base.administration.unlock
    own = (*(("unlock",) if unlock else ()), *(("classification",) if base.classification else ()))
    fields = node.fields((*PARTS, *own))
    flags = [rule.flag for rules in (base.risk_rules, base.risk_missing, base.class_rules) for rule in rules]
    actions = fields["actions"].fields([flag.id for flag in flags])
    cutoffs = fields["cutoffs"].fields([each.id for each in base.cutoffs])
    patterns = fields["patterns"].fields([each.id for each in base.patterns])

    def flag(one: Flag) -> Flag:
        return replace(one, action=actions[one.id].text())

    return replace(
        base,
        construct=fields["construct"].text(),
        audience_notes=fields["notes"].text(),
        administration=_administration(fields["unlock"], base.administration) if unlock else base.administration,
        scores=_scores(fields["scores"], fields["bands"], base.scores),
        cutoffs=tuple(replace(each, label=cutoffs[each.id].text()) for each in base.cutoffs),
        patterns=tuple(replace(each, description=patterns[each.id].text()) for each in base.patterns),
        risk_rules=tuple(replace(rule, flag=flag(rule.flag)) for rule in base.risk_rules),
        risk_missing=tuple(replace(rule, flag=flag(rule.flag)) for rule in base.risk_missing),
        class_rules=tuple(replace(rule, flag=flag(rule.flag)) for rule in base.class_rules),
        classification=_classification(fields["classification"], base.classification) if base.classification else None,
    )


def _classification(node: Node, base: Classification) -> Classification:
    fields = node.fields(("description", "cases"))
    labels = fields["cases"].fields([case.then for case in base.cases])
    cases = tuple(replace(case, label=labels[case.then].text()) for case in base.cases)
    return replace(base, description=fields["description"].text(), cases=cases)


def _administration(node: Node, base: Administration) -> Administration:
    fields = node.fields(("when", "preparation"))
    assert base.unlock is not None
    said = _texts(fields["preparation"], len(base.unlock.preparation))
    return replace(base, unlock=replace(base.unlock, when=fields["when"].text(), preparation=said))


def _scores(labels: Node, bands: Node, scores: Sequence[Score]) -> tuple[Score, ...]:
    names = labels.fields([score.id for score in scores])
    banded = bands.fields([score.id for score in scores if score.bands])
    return tuple(
        replace(
            score,
            label=names[score.id].text(),
            bands=_bands(banded[score.id], score.bands) if score.bands else score.bands,
        )
        for score in scores
    )


def _bands(node: Node, bands: Sequence[Band]) -> tuple[Band, ...]:
    labels = _texts(node, len(bands))
    return tuple(replace(band, label=label) for band, label in zip(bands, labels, strict=True))


def _texts(node: Node, count: int) -> tuple[str, ...]:
    parts = node.parts()
    if len(parts) != count:
        raise node.bad(f"{count} texts are needed.")
    return tuple(part.text() for part in parts)
