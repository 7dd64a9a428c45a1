"""A practice file that is wrong says where, in words its owner can act on."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from stillroom.practice.file import PracticeFileError, load_practice
from stillroom.practice.help_lines import Police
from stillroom.practice.states import STATES

PRACTICES = Path(__file__).resolve().parents[2] / "practices"
SHIPPED = sorted(path.name for path in PRACTICES.glob("*.toml"))
GOOD = (PRACTICES / "quiet-harbor.toml").read_text(encoding="utf-8")


def test_the_example_for_grey_insight_says_what_it_is_and_that_nobody_there_endorsed_it() -> None:
    text = (PRACTICES / "grey-insight.toml").read_text(encoding="utf-8")
    practice = load_practice(text)
    assert practice.name == "Grey Insight"
    assert practice.address == ("2160 Barranca Parkway #1419", "Irvine, California")
    assert practice.states == ("CA",)
    assert practice.zone.key == "America/Los_Angeles"
    assert practice.custodians == ()
    assert not practice.fictional
    assert "no endorsement" in text
    assert "its own lawyer" in text


def test_the_demo_practice_is_marked_as_made_up() -> None:
    practice = load_practice(GOOD)
    assert practice.fictional
    assert practice.fees.session == Decimal("150.00")
    assert practice.policies.session == timedelta(minutes=50)
    assert practice.board_of("LCSW").name == "Board of Behavioral Sciences"
    with pytest.raises(KeyError):
        practice.board_of("DOG")


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_file_lists_the_old_lifeline_number_or_a_line_that_nobody_asked_for(name: str) -> None:
    practice = load_practice((PRACTICES / name).read_text(encoding="utf-8"))
    numbers = {line.dial.removeprefix("1") for line in practice.help_lines}
    assert "8002738255" not in numbers
    assert "8883737888" not in numbers
    assert {"988", "911", "8777762004", "8006564673"} <= numbers


@pytest.mark.parametrize("name", SHIPPED)
def test_lines_that_can_send_police_say_so(name: str) -> None:
    practice = load_practice((PRACTICES / name).read_text(encoding="utf-8"))
    police = {line.id: line.may_bring_police for line in practice.help_lines}
    assert police["988"] == police["911"] == Police.YES
    assert police["trans-lifeline"] == Police.NO


def test_a_line_keeps_its_own_zone_and_a_date() -> None:
    lines = {line.id: line for line in load_practice(GOOD).help_lines}
    assert lines["trans-lifeline"].hours.zone.key == "America/Los_Angeles"
    assert lines["swop"].hours.windows is None
    assert lines["988"].last_verified == date(2026, 11, 23)
    assert lines["crisis-text"].text_word == "HOME"


def test_a_custodian_is_pinned_by_the_fingerprint_of_their_key() -> None:
    text = GOOD.replace("custodians = []", f'custodians = [{{ fingerprint = "{"ab" * 32}", since = 2026-01-01 }}]', 1)
    [custodian] = load_practice(text).custodians
    assert custodian.fingerprint == b"\xab" * 32
    assert custodian.since == date(2026, 1, 1)


# (what stands in the file, what somebody made of it, how the refusal begins)
PSYCHOLOGISTS = 'PSY = "psychologists"\n[boards.es]\nPSY = "psicología"'
MISTAKES = [
    ('name = "Quiet Harbor"', "", "name: this key is missing"),
    ('name = "Quiet Harbor"', "name = 5", "name: needs to be text in quotes"),
    ('name = "Quiet Harbor"', 'name = " "', "name: needs to be one line"),
    ('name = "Quiet Harbor"', 'nmae = "x"\nname = "Quiet Harbor"', "nmae: nothing knows this key"),
    ('name = "Quiet Harbor"', 'name = "Quiet', "not readable as TOML"),
    ("fictional = true", 'fictional = "yes"', "fictional: needs to be true or false"),
    ('states = ["CA"]', 'states = ["ca"]', "states: no state has the letters ca"),
    ('states = ["CA"]', "states = []", "states: needs at least one"),
    ('states = ["CA"]', 'states = "CA"', "states: needs to be a list"),
    ('states = ["CA"]', "states = [6]", "states[0]: needs to be text in quotes"),
    ('zone = "America/Los_Angeles"', 'zone = "Pacific"', "zone: no time zone is called Pacific"),
    ('zone = "America/Los_Angeles"', 'zone = "../etc"', "zone: no time zone is called ../etc"),
    ('languages = ["en", "es"]', 'languages = ["English"]', "languages: not a language code"),
    ('languages = ["en", "es"]', "languages = []", "languages: name at least one"),
    ('"QH SERVICES"', '"QH THERAPY"', "statement: THERAPY says on a bank statement"),
    ('"QH SERVICES"', '"QH"', "statement: banks print 5 to 22"),
    ('"QH SERVICES"', '"QUIET HARBOR SERVICES LLC"', "statement: banks print 5 to 22"),
    ('"QH SERVICES"', '"QH *SERVICES"', "statement: banks print 5 to 22"),
    ("custodians = []", 'custodians = ["none"]', "custodians[0]: needs to be a table"),
    ("custodians = []", 'custodians = [{ fingerprint = "ab", since = 2026-01-01 }]', "custodians[0].fingerprint: "),
    ("[fees]", "[fee]", "fees: this key is missing"),
    ('currency = "USD"', 'currency = "usd"', "fees.currency: three letters"),
    ('session = "150.00"', "session = 150.0", "fees.session: needs to be an amount"),
    ('session = "150.00"', 'session = "150"', "fees.session: needs to be an amount"),
    ('session = "150.00"', 'session = "١٥٠.٠٠"', "fees.session: needs to be an amount"),
    ('lowest = "50.00"', 'lowest = "500.00"', "fees.lowest: the sliding scale ends"),
    ('late_cancel = "40.00"', 'late_cancel = "400.00"', "fees.late_cancel: a session that did not happen"),
    ("session_minutes = 50", "session_minutes = 50.0", "policies.session_minutes: needs to be a whole number"),
    ("session_minutes = 50", "session_minutes = true", "policies.session_minutes: needs to be a whole number"),
    ("session_minutes = 50", "session_minutes = 5", "policies.session_minutes: needs to be a whole number from 15"),
    ("session_minutes = 50", "session_minutes = 52", "policies.session_minutes: the calendar counts in steps"),
    ("buffer_minutes = 10", "buffer_minutes = 10\nmood = 1", "policies.mood: nothing knows this key"),
    ('["Mon-Fri 09:00-18:00"]', '"unknown"', "on_call.hours: the practice knows its own hours"),
    ('["Mon-Fri 09:00-18:00"]', '["9 to 5"]', "on_call.hours: not like Mon-Fri 10:00-18:00: 9 to 5"),
    ('site = "https://www.bbs.ca.gov"', "", "boards[0].site: clients are told"),
    ('site = "https://www.bbs.ca.gov"', 'site = "http://bbs.ca.gov"', "boards[0].site: not an address"),
    ('phone = "(916) 574-7830"', 'phone = "574-7830"', "boards[0].phone: not a telephone number"),
    (PSYCHOLOGISTS, 'LMFT = "psychologists"', "boards: LMFT is there twice"),
    ('PSY = "psychologists"', "", "boards[1].licences: needs at least one"),
    ('call = "1-877-776-2004"', 'call = "one-877"', "help_lines[1].call: not a telephone number"),
    ('call = "1-877-776-2004"', "", "help_lines[1].call: a line needs a number"),
    ('call = "1-877-776-2004"', 'call = "1-877-776-2004"\ntext_word = "HI"', "help_lines[1].text_word: there is no"),
    ('hours = "unknown"', 'hours = "sometimes"', 'help_lines[1].hours: needs to be "always"'),
    ('hours = "unknown"', "hours = []", 'help_lines[1].hours: needs to be "always"'),
    ('["Mon-Fri 10:00-18:00"]', '["Mon-Fri 10:00-18:60"]', "help_lines[2].hours: not a time of day: 18:60"),
    ('may_bring_police = "no"', 'may_bring_police = "maybe"', "help_lines[2].may_bring_police: needs to be"),
    ('chat = "https://rainn.org"', 'chat = "https://rainn.org?from=us"', "help_lines[3].chat: not an address"),
    ("last_verified = 2026-11-23", 'last_verified = "2026-11-23"', "help_lines[0].last_verified: needs to be a date"),
    ("last_verified = 2026-11-23", "last_verified = 2026-11-23T09:00:00", "help_lines[0].last_verified: needs to be"),
    ('id = "swop"', 'id = "988"', "help_lines: 988 is there twice"),
    ("[boards.es]\nLMFT", "[boards.es]\nDOG", "boards[0].es.DOG: nothing knows this key"),
    ("[help_lines.es]\n", "[help_lines.fr]\n", "help_lines[0].fr: nothing knows this key"),
    ("[help_lines.es]\nwhat", "[help_lines.es]\nwhy", "help_lines[0].es.what: this key is missing"),
    ('what = "Personas que', 'text_word = "HOLA"\nwhat = "Personas que', "help_lines[1].es.text_word: there is no"),
    ("confirmed_languages = []", 'confirmed_languages = ["fr"]', "confirmed_languages: no page is translated into fr"),
    ("confirmed_languages = []", 'confirmed_languages = ["en"]', "confirmed_languages: no page is translated into en"),
    ("confirmed_languages = []", 'confirmed_languages = "es"', "confirmed_languages: needs to be a list"),
    ('id = "condoms"', 'id = "reporting"', "facts: reporting is there twice"),
    ('source = "California Penal Code 647.3 (SB 233, 2019)"', "", "facts[0].source: this key is missing"),
    ("[facts.es]\ntitle", "[facts.es]\nname", "facts[0].es.title: this key is missing"),
    ('id = "youth"', 'id = "youth"\nage = 12', "youth.age: nothing knows this key"),
    ('hours = "always"', 'hours = "unknown"', 'help_lines: at least one line needs hours = "always"'),
]


@pytest.mark.parametrize(("good", "bad", "says"), MISTAKES, ids=[says for _, _, says in MISTAKES])
def test_a_mistake_is_named_with_its_place(good: str, bad: str, says: str) -> None:
    assert good in GOOD
    everywhere = good == 'hours = "always"'  # only a file without any such line is refused
    with pytest.raises(PracticeFileError) as refused:
        load_practice(GOOD.replace(good, bad, -1 if everywhere else 1))
    assert str(refused.value).startswith(says)


def test_there_are_fifty_states_and_the_capital() -> None:
    assert len(STATES) == len(set(STATES.values())) == 51


def test_a_language_is_confirmed_when_the_file_says_so() -> None:
    assert [load_practice(GOOD).confirms(language) for language in ("en", "es")] == [True, False]
    confirmed = GOOD.replace("confirmed_languages = []", 'confirmed_languages = ["es"]')
    assert load_practice(confirmed).confirms("es")
    before_there_was_a_second_language = GOOD.replace("confirmed_languages = []\n", "")
    assert not load_practice(before_there_was_a_second_language).confirms("es")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_line_of_a_shipped_file_says_in_spanish_what_it_is_for(name: str) -> None:
    practice = load_practice((PRACTICES / name).read_text(encoding="utf-8"))
    lines = (*practice.help_lines, practice.youth)
    assert [line.id for line in lines if line.words("es").what == line.what] == []
    assert [line.id for line in lines if line.note and line.words("es").note == line.note] == []
    assert [
        kind for board in practice.boards for kind, said in board.licences if board.covers(kind, "es") == said
    ] == []


def test_what_is_not_said_in_spanish_is_said_in_english() -> None:
    cut = re.sub(r"\[(?:help_lines|youth|boards)\.es\]\n(?:[A-Za-z_]+ = .*\n)+", "", GOOD)
    practice = load_practice(cut)
    for line in (*practice.help_lines, practice.youth):
        assert line.words("es").what == line.what
    assert practice.boards[1].covers("PSY", "es") == "psychologists"
    with pytest.raises(KeyError):
        practice.boards[1].covers("DOG", "es")
    half = GOOD.replace('text_word = "HOLA"\n', "")
    lines = {line.id: line.words("es") for line in load_practice(half).help_lines}
    assert lines["crisis-text"].text_word == "HOME"
