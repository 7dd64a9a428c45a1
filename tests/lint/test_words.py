"""Words: all of them through gettext, none that harms (experience, Voice), none that tells (U5)."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from babel.messages.extract import extract_from_dir
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stillroom.assessments.addresses import InstrumentInAddress
from stillroom.assessments.catalogue import shelf
from tests.lint.pages import COMMENT, HOUSE, STILLROOM, VALUE, literal, templates, translated

# In a title, an address or a file's name each of these tells whoever holds the phone what this is (U5).
TELLING = re.compile(r"therap|client|sex|trauma|clinic|counsel|psych|patient|phq|gad|pcl", re.IGNORECASE)

HARMFUL = re.compile(
    r"""\b(
        prostitut\w* | rescu\w+ | risky\ lifestyle | victim\w* | non-?complian\w+ | fail(ed|ure|s)?
        | zero[ -]knowledge | streaks? | badges?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Experience, "Voice": what else no sentence here may do to the person who reads it.
VOICE = {
    "exit as an assumed goal": r"""exit(ing)?\ (the|this|your|from|sex)\ \w+ | exit\ (strategy|plan|program)
        | (leav(e|ing)|quit(ting)?|escap(e|ing)|out\ of)\ (the|this|that)\ (life|industry|trade|business|game|streets?)
        | until\ you\ (stop|quit|leave)\ (the|this|your|working) | real\ job | normal\ (life|job)""",
    "shames who says no": r"""no,?\ (thanks?,?\ )?(thank\ you,?\ )?i\b
        | i\ (do\ not|don['’]t)\ (want|care|need|like|wish|deserve)\b""",
    "blames": r"""your\ (own\ )?(fault|mistake|error) | you\ did\ (it\ )?wrong
        | you\ (forgot|should\ have|must\ have|were\ supposed|neglected|refused)
        | (invalid|illegal|incorrect|obviously)\b""",
    "threatens with who will know": r"""your\ therapist\ will
        \ (know|notice|find\ out|be\ (told|sad|angry|disappointed))""",
    "presses or plays": r"""hurry(\ up|!) | last\ chance | act\ now | (do\ not|don['’]t)\ (miss|give\ up|break)
        | only\ \S+\ (left|remaining) | (hours?|minutes?)\ left | keep\ it\ up
        | congrat\w+ | (good|great)\ job | well\ done
        | (we\ )?miss(ed)?\ you | points\ earned | level\ up | reward(s|ed)?""",
    "labels": r"""addicts? | junk(ie|y)s? | hookers? | whores? | promiscu\w+ | (high|at)[\ -]risk | fallen\ wom[ae]n
        | sufferers? | suffers?\ from | manipulative | attention[\ -]seeking | treatment[\ -]resistant
        | commit(s|ted)?\ suicide | mentally\ ill | insane | crazy""",
}
VOICES = {name: re.compile(rf"\b(?:{pattern})", re.IGNORECASE | re.VERBOSE) for name, pattern in VOICE.items()}
# A box that is ticked for somebody is a yes that nobody gave.
TICKED = re.compile(
    r"<input\b[^>{]*type=\"checkbox\"[^>{]*\schecked\b|(?:Boolean|MultipleChoice)Field\((?:[^()]|\([^()]*\))*initial=(?!\[\]|False)"
)

# Ticked beforehand on a therapist's own page: a way to do it, and nobody's yes.
NO_YES = ("Ask them to choose a new time",)

# True of live media only; of everything else the server opens it would be a false promise.
END_TO_END = re.compile(r"\bend[ -]to[ -]end\b", re.IGNORECASE)

# Pages are for people in the United States; in code it is `licence`, also between braces.
BRITISH = re.compile(r"licence", re.IGNORECASE)
BRACED = re.compile(r"[{(]licence\w*[})]")

TITLE = re.compile(
    r"\{%-?\s*block title\s*-?%\}(.*?)\{%-?\s*endblock\s*(?:title\s*)?-?%\}|<head>.*?<title>(.*?)</title>", re.DOTALL
)
PLAIN_WORDS = re.compile(r"""\{\{-?\s*_\(\s*(["'])(?P<words>.*?)\1\s*\)\s*-?\}\}""")


def telling_titles(source: str) -> Iterator[str]:
    for match in TITLE.finditer(COMMENT.sub("", source)):
        title = match.group(1) if match.group(1) is not None else match.group(2)
        if TELLING.search(title):
            yield f"tells: {title}"
        if VALUE.search(PLAIN_WORDS.sub("", title)):
            yield f"a value could tell: {title}"


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        route = before + re.sub(r"<[^>]*>", "<>", str(each.pattern))
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from routes(each, route)


def harmful(text: str, room: str) -> Iterator[str]:
    for match in HARMFUL.finditer(text):
        yield f"{match.group()}: {text}"
    for name, pattern in VOICES.items():
        for match in pattern.finditer(text):
            yield f"{name}: {match.group()}: {text}"
    if room != "rooms" and END_TO_END.search(text):
        yield f"only live media is: {text}"


def spoken_by_python() -> Iterator[tuple[str, str]]:
    keywords = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
    for path, _, message, _, _ in extract_from_dir(str(STILLROOM), [("**.py", "python")], keywords=keywords):
        for text in (message,) if isinstance(message, str) else message:
            yield path, text


def public_texts() -> list[Path]:
    folders = [STILLROOM / "practice" / "texts", HOUSE / "practices"]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".md", ".toml", ".txt"})


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(STILLROOM).as_posix())
def test_a_template_says_all_through_gettext_without_harm_and_its_title_tells_nothing(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    room = path.relative_to(STILLROOM).parts[0]
    assert literal(source) == []
    assert [found for _, text in translated(path) for found in harmful(text, room)] == []
    assert list(telling_titles(source)) == []


def test_python_speaks_without_harm() -> None:
    spoken = list(spoken_by_python())
    assert len(spoken) > 20
    assert [found for path, text in spoken for found in harmful(text, path.split("/")[0])] == []


@pytest.mark.parametrize("path", public_texts(), ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_public_text_speaks_without_harm(path: Path) -> None:
    room = "rooms" if "live" in path.stem else path.parent.name
    assert [found for line in path.read_text(encoding="utf-8").splitlines() for found in harmful(line, room)] == []


def british(text: str) -> bool:
    return BRITISH.search(BRACED.sub("", text)) is not None


def test_pages_spell_license_as_people_here_do() -> None:
    pages = [text for path in templates() for _, text in translated(path)]
    texts = [path.read_text(encoding="utf-8") for path in public_texts() if path.suffix == ".md"]
    said = [*pages, *(text for _, text in spoken_by_python()), *texts]
    assert any("license" in text for text in pages) and any("license" in text for text in texts)
    assert [text for text in said if british(text)] == []


@pytest.mark.parametrize(
    ("sentence", "amiss"),
    [
        ("Your licence", True),
        ("Licences end", True),
        ("Your license", False),
        ("It is {licence}, until {licence_expires}.", False),
    ],
)
def test_the_lint_hears_the_other_spelling_and_lets_names_of_code_be(sentence: str, amiss: bool) -> None:
    assert british(sentence) is amiss


@pytest.mark.parametrize("path", [*templates(), *sorted(STILLROOM.rglob("*.py"))], ids=lambda path: path.name)
def test_no_box_is_ticked_for_anybody(path: Path) -> None:
    found = TICKED.findall(path.read_text(encoding="utf-8"))
    assert [box for box in found if not any(label in box for label in NO_YES)] == []


def test_no_address_tells() -> None:
    addresses = list(routes(get_resolver()))
    assert len(addresses) > 5
    assert [address for address in addresses if TELLING.search(address)] == []


def addresses_of_questionnaires() -> Iterator[str]:
    """Every address that names one, with each of them."""
    urls = import_module("stillroom.assessments.urls")
    for pattern in urls.urlpatterns:
        converters = pattern.pattern.converters
        if "instrument" in converters:
            for instrument_id in shelf().by_address.values():
                given = {"space": UUID(int=7), "step": 1, "instrument": instrument_id}
                yield reverse(f"assessments:{pattern.name}", kwargs={name: given[name] for name in converters})


def test_no_address_tells_which_questions_somebody_answered() -> None:
    addresses = list(addresses_of_questionnaires())
    assert len(addresses) == len(set(addresses)) == 8 * len(shelf().by_address)
    assert [address for address in addresses if TELLING.search(address)] == []


def test_the_lint_sees_an_address_that_holds_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InstrumentInAddress, "to_url", lambda _self, instrument_id: re.sub("[^a-z]", "", instrument_id))
    assert len([address for address in addresses_of_questionnaires() if TELLING.search(address)]) >= 8 * 3


def test_no_name_of_a_static_file_tells() -> None:
    names = [path.relative_to(STILLROOM / "static").as_posix() for path in (STILLROOM / "static").rglob("*.*")]
    assert "app.css" in names
    assert [name for name in names if TELLING.search(name)] == []


@pytest.mark.parametrize(
    ("sentence", "amiss"),
    [
        ("We help you exit the trade.", "exit as an assumed goal"),
        ("Come back when you are out of the life.", "exit as an assumed goal"),
        ("You can get a real job.", "exit as an assumed goal"),
        ("No thanks, I like feeling bad", "shames who says no"),
        ("I don't want help", "shames who says no"),
        ("You forgot to fill this in.", "blames"),
        ("Invalid date.", "blames"),
        ("This is your own fault.", "blames"),
        ("Your therapist will know that you were here.", "threatens with who will know"),
        ("Only 2 left! Hurry!", "presses or plays"),
        ("Well done, three days in a row.", "presses or plays"),
        ("We missed you.", "presses or plays"),
        ("For addicts and others at risk.", "labels"),
        ("Somebody who suffers from anxiety.", "labels"),
        ("They may commit suicide.", "labels"),
    ],
)
def test_the_voice_lint_hears_each_of_them(sentence: str, amiss: str) -> None:
    assert amiss in {found.partition(":")[0] for found in harmful(sentence, "home")}


@pytest.mark.parametrize(
    "sentence",
    ["Whether to stay or to leave is yours to say.", "I would rather have numbers", "Nothing is anybody's fault."],
)
def test_the_voice_lint_lets_plain_words_be(sentence: str) -> None:
    assert list(harmful(sentence, "home")) == []


def test_the_lint_sees_a_box_that_is_ticked_for_somebody() -> None:
    assert TICKED.search('<input type="checkbox" name="mail" checked>')
    assert TICKED.search('forms.BooleanField(label=_("Mail me"), initial=True)')
    assert not TICKED.search('<input type="checkbox" name="sure">')
    assert not TICKED.search('forms.BooleanField(label=_("Yes, erase it"))')


def test_the_lints_can_fail(tmp_path: Path) -> None:
    page = '{% block title %}{{ _("Your therapist") }}{% endblock %}<h1 title="Boo">Hello</h1>{{ _("A rescue") }}'
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    assert literal(page) == [(1, "Boo"), (1, "Hello")]
    assert list(telling_titles(page)) == ['tells: {{ _("Your therapist") }}']
    assert list(telling_titles("<head><title>{{ name }}</title>")) == ["a value could tell: {{ name }}"]
    assert list(telling_titles("<svg><title>{{ name }}</title>")) == []
    assert list(telling_titles('{# {% block title %}sex{% endblock %} #}<head><title>{{ _("Today") }}</title>')) == []
    assert [text for _, text in translated(path)] == ["Your therapist", "A rescue"]
    assert list(harmful("A rescue", "home")) == ["rescue: A rescue"]
    assert list(harmful("End-to-end, always.", "home")) == ["only live media is: End-to-end, always."]
    assert list(harmful("End-to-end, always.", "rooms")) == []
    assert list(harmful("You can go back. Nothing is lost.", "home")) == []
    assert TELLING.search("people/<>/trauma-work/")
    assert list(telling_titles('{% block title %}{{ _("PHQ-9") }}{% endblock %}')) == ['tells: {{ _("PHQ-9") }}']
    assert TELLING.search("icons/gad-7.svg") and TELLING.search("questions/pcl-5/1/")
