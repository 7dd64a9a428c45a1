"""Reads an instrument as it is in another language: words alone, so that scoring and risk rules stay what they are.

`questions` is null where no published wording was found: then only the words of this house, for the client and for
clinicians, are translated, and the questions are asked as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stillroom.core.instruments.model import Band, ClientWords, Instrument, Item, Option, Score, Verification
from stillroom.core.instruments.parse_clinician import with_clinicians_words
from stillroom.core.instruments.reading import Node


def parse_translation(data: Mapping[str, object], base: Instrument) -> tuple[str, Instrument]:
    """(language, the instrument in it). Raises BadInstrument unless every word of `base` has its counterpart."""
    node = Node(data, f"{base.id} translated")
    fields = node.fields(("id", "of", "language", "client", "bands", "clinician", "questions"), ("labels",))
    fields["id"].one_of({base.id})
    fields["of"].one_of({base.version})
    client = fields["client"].fields(("name", "about", "hint") if base.client.hint else ("name", "about"))
    hint = client["hint"].text() if base.client.hint else ""
    words = ClientWords(client["name"].text(), client["about"].text(), hint)
    labels = fields["labels"] if "labels" in fields else Node({}, f"{node.place}.labels")
    translated = replace(base, client=words, scores=_labelled(labels, _scores(fields["bands"], base.scores)))
    translated = with_clinicians_words(fields["clinician"], translated)
    if not fields["questions"].is_null():
        translated = _asked(fields["questions"], translated)
    return fields["language"].text(), translated


def _asked(node: Node, base: Instrument) -> Instrument:
    texts = ("version", "language", "title", "recall_period", "instructions", "attribution", "verification")
    fields = node.fields((*texts, "items", "options", "own_options"))
    if fields["version"].text() == base.version:
        raise fields["version"].bad("a translation is a version of its own.")
    own = fields["own_options"].fields([item.id for item in base.items if item.options != base.items[0].options])
    items = fields["items"].fields([item.id for item in base.items])
    return replace(
        base,
        version=fields["version"].text(),
        language=fields["language"].text(),
        title=fields["title"].text(),
        recall_period=replace(base.recall_period, text=fields["recall_period"].text()),
        instructions=fields["instructions"].text(),
        items=tuple(_item(item, items[item.id], own.get(item.id, fields["options"])) for item in base.items),
        licence=replace(base.licence, attribution=fields["attribution"].text()),
        verification=Verification(fields["verification"].text(), base.verification.scoring, base.verification.loinc),
    )


def _item(item: Item, text: Node, labels: Node) -> Item:
    parts = labels.parts()
    if len(parts) != len(item.options):
        raise labels.bad(f"{len(item.options)} labels are needed.")
    options = tuple(
        Option(option.value, part.text(), option.loinc_answer) for option, part in zip(item.options, parts, strict=True)
    )
    return replace(item, text=text.text(), options=options)


def _scores(node: Node, scores: Sequence[Score]) -> tuple[Score, ...]:
    fields = node.fields([score.id for score in scores if score.bands])
    return tuple(
        replace(score, bands=_bands(fields[score.id], score.bands)) if score.bands else score for score in scores
    )


def _labelled(node: Node, scores: Sequence[Score]) -> tuple[Score, ...]:
    fields = node.fields([score.id for score in scores if score.client_label])
    return tuple(
        replace(score, client_label=fields[score.id].text()) if score.client_label else score for score in scores
    )


def _bands(node: Node, bands: Sequence[Band]) -> tuple[Band, ...]:
    parts = node.parts()
    if len(parts) != len(bands):
        raise node.bad(f"{len(bands)} bands are needed.")
    found = []
    for band, part in zip(bands, parts, strict=True):
        words = part.fields(("client_text", "client_short"))
        found.append(replace(band, client_text=words["client_text"].text(), client_short=words["client_short"].text()))
    return tuple(found)
