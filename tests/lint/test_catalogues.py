"""Every sentence is there in every language, whole, with the same places to fill; and none is fixed too early."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from stillroom.base.catalogues import HEADER, HOUSE, LANGUAGES, PLURALS, catalogue_path, read, rooms, said, written
from tests.lint.pages import COMMENT, templates
from tests.lint.test_words import END_TO_END, PLAIN_WORDS, TELLING, TITLE

PLACE = re.compile(r"%(?:\(\w+\))?[a-z%]|\{\w*\}")
HARMFUL = re.compile(
    r"""\b(
        prostitu\w* | rescat\w* | v[ií]ctimas? | fracas\w* | fall(ó|aste|ado|ido) | incumpl\w+ | viciosa?s? | pecad\w+
        | (mala|buena)\ vida | estilo\ de\ vida | conocimiento\ cero | rachas? | insignias?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
TELLING_IN_SPANISH = re.compile(r"consult|clínic|psic|psiq|sesi[oó]n|trabajo|denunci", re.IGNORECASE)
EXTREMES = re.compile(r"\bde\ extremo\ a\ extremo\b", re.IGNORECASE)


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)


def sentences(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


def untranslated(room: str, language: str, house: Path = HOUSE) -> Iterator[str]:
    catalogue = read(catalogue_path(room, language, house), language)
    for message in said(room, house):
        found = catalogue.get(message.id) if message.id else None
        if message.id and (found is None or not all(strings(found))):
            yield f"not translated: {sentences(message)[0]}"


def amiss(room: str, language: str, house: Path = HOUSE) -> Iterator[str]:
    for message in read(catalogue_path(room, language, house), language):
        if not message.id or not any(strings(message)):
            continue
        if message.fuzzy:
            yield f"fuzzy: {sentences(message)[0]}"
        if len(strings(message)) != len(sentences(message)):
            yield f"plural forms: {sentences(message)[0]}"
        for english, translated in zip(sentences(message), strings(message), strict=False):
            if places(english) != places(translated):
                yield f"places: {english}"
        for text in strings(message):
            if found := HARMFUL.search(text) or (room != "rooms" and EXTREMES.search(text)):
                yield f"harm: {found[0]}"


def spoken_too_early(source: str) -> Iterator[int]:
    """Lines on which a sentence is looked up, or a lazy one is made a text, while a module is imported: it would stay
    in the language of whoever started the server."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }

    def at_import(node: ast.AST, texts: bool) -> Iterator[int]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            within: list[ast.AST] = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            if not isinstance(node, ast.Lambda):
                within += node.decorator_list
        else:
            within = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            spoken = names.get(node.func.id, "")
            if spoken in {"gettext", "ngettext", "pgettext"} or (texts and spoken.endswith("_lazy")):
                yield node.lineno
        makes_text = isinstance(node, ast.JoinedStr | ast.BinOp) or (
            isinstance(node, ast.Call)
            and (
                (isinstance(node.func, ast.Name) and node.func.id in {"str", "format"})
                or (isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join", "lower", "upper"})
            )
        )
        for child in within:
            yield from at_import(child, texts or makes_text)

    yield from at_import(tree, False)


def titles() -> set[str]:
    found = (
        match for path in templates() for match in TITLE.finditer(COMMENT.sub("", path.read_text(encoding="utf-8")))
    )
    return {words["words"] for match in found for words in PLAIN_WORDS.finditer(match.group())}


def everywhere() -> list[tuple[str, str]]:
    return [(room, language) for language in LANGUAGES for room in rooms()]


def test_the_rooms_are_found() -> None:
    assert {"", "accounts", "care", "practice", "vault"} <= set(rooms())
    assert len(list(said("accounts"))) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_lacks_its_translation(language: str) -> None:
    assert {room: lacking for room in rooms() if (lacking := list(untranslated(room, language)))} == {}


@pytest.mark.parametrize(("room", "language"), everywhere())
def test_a_translation_is_whole_fills_the_same_places_and_harms_nobody(room: str, language: str) -> None:
    assert list(amiss(room, language)) == []


@pytest.mark.parametrize(("room", "language"), everywhere())
def test_a_catalogue_stands_as_bin_words_would_write_it(room: str, language: str) -> None:
    path = catalogue_path(room, language)
    if path.exists():
        assert path.read_bytes() == written(read(path, language), language), "run bin/words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_of_two_rooms_has_one_translation(language: str) -> None:
    """Django merges all catalogues: of two translations, one would win in both rooms."""
    found: dict[object, set[tuple[str, ...]]] = defaultdict(set)
    for room in rooms():
        for message in read(catalogue_path(room, language), language):
            if message.id and all(strings(message)):
                found[message.id].add(strings(message))
    assert {id: each for id, each in found.items() if len(each) > 1} == {}


def test_a_title_tells_nothing_in_spanish_either() -> None:
    """It stands in the history of the browser (U5)."""
    wanted = titles()
    assert len(wanted) > 20
    messages = [message for room in rooms() for message in read(catalogue_path(room, "es"), "es")]
    spanish = {message.string for message in messages if message.id in wanted}
    assert [title for title in spanish if TELLING.search(title) or TELLING_IN_SPANISH.search(title)] == []
    assert TELLING_IN_SPANISH.search("Consultorio: su página")


def test_no_sentence_is_fixed_when_the_server_starts() -> None:
    early = {
        path.relative_to(HOUSE).as_posix(): lines
        for path in HOUSE.rglob("*.py")
        if "migrations" not in path.parts and (lines := list(spoken_too_early(path.read_text(encoding="utf-8")))) != []
    }
    assert early == {}


def test_the_lint_sees_a_sentence_that_is_fixed_too_early() -> None:
    source = "from django.utils.translation import "
    head = f"{source}gettext as _\n{source}gettext_lazy as later\n"
    for line in ('A = _("x")', 'class B:\n    c = _("x")', 'def f(a=_("x")): ...', 'A = later("x %s") % 1'):
        assert list(spoken_too_early(head + line)) != [], line
    assert list(spoken_too_early(head + 'A = f"{later(1)}"')) != []
    assert list(spoken_too_early(head + 'A = later("x")\ndef f():\n    return _("x") % 1')) == []


def catalogue(house: Path, entries: str) -> Path:
    path = catalogue_path("rooms", "es", house)
    path.parent.mkdir(parents=True)
    path.write_text(HEADER.format(language="es", plurals=PLURALS["es"]) + entries, encoding="utf-8")
    return path


def test_the_lint_sees_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms" / "page.html").write_text('{{ _("Hello") }} {{ _("Go") }} {{ _("New") }}', encoding="utf-8")
    catalogue(tmp_path, 'msgid "Hello"\nmsgstr "Hola"\n\nmsgid "Go"\nmsgstr ""\n')
    assert list(untranslated("rooms", "es", tmp_path)) == ["not translated: Go", "not translated: New"]


def test_the_lint_sees_what_is_amiss(tmp_path: Path) -> None:
    catalogue(
        tmp_path,
        '#, fuzzy\nmsgid "Hello"\nmsgstr "Hola"\n\nmsgid "To %(name)s"\nmsgstr "Para %(nombre)s"\n\n'
        'msgid "Help"\nmsgstr "Te rescatamos"\n\nmsgid "Words"\nmsgstr "De extremo a extremo"\n',
    )
    assert sorted(amiss("rooms", "es", tmp_path)) == ["fuzzy: Hello", "harm: rescatamos", "places: To %(name)s"]
    assert END_TO_END.search("end to end")


def test_the_lint_sees_a_catalogue_out_of_order(tmp_path: Path) -> None:
    path = catalogue(tmp_path, 'msgid "B"\nmsgstr "b"\n\nmsgid "A"\nmsgstr "a"\n')
    assert path.read_bytes() != written(read(path, "es"), "es")
