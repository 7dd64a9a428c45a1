"""The practice file: what one practice is, in one TOML text that its owner can read and change.

Pure: text in, values out. Who is a therapist here and who is on call is not in the file; stewards say so in the app.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings

from stillroom.base.languages import SOURCE
from stillroom.practice.facts import Fact, read_fact
from stillroom.practice.help_lines import ALWAYS, HelpLine, Hours, LineWords, Police, Window, parse_window
from stillroom.practice.states import STATES
from stillroom.practice.toml_table import PracticeFileError as PracticeFileError
from stillroom.practice.toml_table import TomlTable, read_toml

# Beginnings of words that would tell whoever opens the bank's letter what was paid for.
TELLTALE = ("THERAP", "COUNSEL", "PSYCH", "MENTAL", "CLINIC", "TRAUMA", "SEX", "HEALTH", "MEDIC")
STATEMENT_LENGTH = range(5, 23)  # what card networks print of a merchant's name


@dataclass(frozen=True, slots=True)
class Fees:
    """For one session, in `currency` (ISO 4217). `lowest` is the end of the sliding scale, at most `session`; `ways`:
    how one can pay, in the practice's words, empty while it has not said."""

    currency: str
    session: Decimal
    lowest: Decimal
    late_cancel: Decimal
    ways: tuple[str, ...] = ()

    @property
    def charged(self) -> bool:
        """Whether anybody pays: no other amount is above `session`."""
        return self.session > 0


@dataclass(frozen=True, slots=True)
class Policies:
    """How long a session is, the pause after it, how late one may cancel without a fee, how soon people answer."""

    session: timedelta
    buffer: timedelta
    cancel_before: timedelta
    answer_requests: timedelta
    answer_messages: timedelta


@dataclass(frozen=True, slots=True)
class OnCall:
    """When somebody looks at raised flags, and how soon they then try to reach the person."""

    hours: Hours
    contact_within: timedelta


@dataclass(frozen=True, slots=True)
class Board:
    """A licensing board. `licences`: pairs of a type of licence and whom it covers, as it stands in the notice.

    `translated`: the same by language, for as many of them as the practice file has.
    """

    name: str
    site: str
    phone: str
    licences: tuple[tuple[str, str], ...]
    translated: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    def covers(self, licence: str, language: str) -> str:
        """In `language`, or else in English. Raises KeyError for a licence that this board does not give."""
        return dict(dict(self.translated).get(language, ())).get(licence) or dict(self.licences)[licence]


@dataclass(frozen=True, slots=True)
class Custodian:
    """A records custodian's key, accepted in rosters made from `since` on (pv1 section 9). `fingerprint`: 32 bytes."""

    fingerprint: bytes
    since: date


@dataclass(frozen=True, slots=True)
class Practice:
    """`statement` is the exact text on a client's bank statement; `youth` is where somebody under 18 is handed to.

    `confirmed_languages`: those besides English whose pages a native speaker has read for this practice. `facts`: none
    in files from before there were any. `safe_calls`: whether it watches over them; else they are not offered.
    """

    name: str
    fictional: bool
    address: tuple[str, ...]
    states: tuple[str, ...]
    zone: ZoneInfo
    languages: tuple[str, ...]
    confirmed_languages: tuple[str, ...]
    fees: Fees
    statement: str
    policies: Policies
    on_call: OnCall
    boards: tuple[Board, ...]
    help_lines: tuple[HelpLine, ...]
    youth: HelpLine
    custodians: tuple[Custodian, ...]
    facts: tuple[Fact, ...] = ()
    safe_calls: bool = False

    def confirms(self, language: str) -> bool:
        """Whether somebody who speaks it from home has read the pages in `language`; English is the project's own."""
        return language == SOURCE or language in self.confirmed_languages

    @property
    def licence_types(self) -> tuple[str, ...]:
        """The types that one of the boards gives."""
        return tuple(kind for board in self.boards for kind, _covers in board.licences)

    def board_of(self, licence: str) -> Board:
        """Raises KeyError when no board in the file gives this type of licence."""
        for board in self.boards:
            if licence in dict(board.licences):
                return board
        raise KeyError(licence)


def load_practice(text: str) -> Practice:
    """Raises PracticeFileError, naming the key, for whatever is missing, unknown, of the wrong type or impossible."""
    file = read_toml(text)
    zone = file.zone("zone")
    practice = Practice(
        name=file.text("name", most=80),
        fictional=file.switch("fictional"),
        address=_some(file, "address"),
        states=_states(file),
        zone=zone,
        languages=file.languages("languages"),
        confirmed_languages=_confirmed(file),
        fees=_fees(file.table("fees")),
        statement=_statement(file),
        policies=_policies(file.table("policies")),
        on_call=_on_call(file.table("on_call"), zone),
        boards=tuple(_board(table) for table in file.tables("boards")),
        help_lines=tuple(_help_line(table, zone) for table in file.tables("help_lines")),
        youth=_help_line(file.table("youth"), zone),
        custodians=tuple(_custodian(table) for table in file.tables("custodians")),
        facts=tuple(read_fact(table, _other_languages()) for table in file.tables("facts"))
        if file.has("facts")
        else (),
        safe_calls=_safe_calls(file.table("safe_calls")) if file.has("safe_calls") else False,
    )
    _no_twins(file, "facts", [fact.id for fact in practice.facts])
    _no_twins(file, "help_lines", [line.id for line in (*practice.help_lines, practice.youth)])
    _no_twins(file, "boards", [kind for board in practice.boards for kind, _ in board.licences])
    if not any(line.hours.always for line in practice.help_lines):
        file.refuse("help_lines", 'at least one line needs hours = "always": somebody may look at three in the morning')
    file.close()
    return practice


def _some(table: TomlTable, key: str) -> tuple[str, ...]:
    return table.texts(key) or table.refuse(key, "needs at least one entry")


def _no_twins(table: TomlTable, key: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            table.refuse(key, f"{name} is there twice")


def _states(file: TomlTable) -> tuple[str, ...]:
    states = _some(file, "states")
    for state in states:
        if state not in STATES:
            file.refuse("states", f'no state has the letters {state}: they are like "CA"')
    return states


def _confirmed(file: TomlTable) -> tuple[str, ...]:
    """None where the key is missing: files from before there was a second language stay good."""
    confirmed = file.texts("confirmed_languages") if file.has("confirmed_languages") else ()
    for code in confirmed:
        if code not in _other_languages():
            ours = ", ".join(_other_languages())
            file.refuse("confirmed_languages", f"no page is translated into {code}: it can be {ours}")
    return confirmed


def _statement(file: TomlTable) -> str:
    statement = file.text("statement")
    if len(statement) not in STATEMENT_LENGTH or not statement.isascii() or set(statement) & set("<>\\'\"*"):
        file.refuse("statement", "banks print 5 to 22 plain characters, none of them a quote, a star or a bracket")
    for word in statement.upper().split():
        if word.startswith(TELLTALE):
            file.refuse("statement", f"{word} says on a bank statement what was paid for")
    return statement


def _fees(table: TomlTable) -> Fees:
    currency = table.text("currency")
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        table.refuse("currency", 'three letters like "USD"')
    ways = table.texts("ways") if table.has("ways") else ()
    fees = Fees(currency, table.money("session"), table.money("lowest"), table.money("late_cancel"), ways)
    if fees.lowest > fees.session:
        table.refuse("lowest", "the sliding scale ends at or below the session fee")
    if fees.late_cancel > fees.session:
        table.refuse("late_cancel", "a session that did not happen costs no more than one that did")
    table.close()
    return fees


def _policies(table: TomlTable) -> Policies:
    policies = Policies(
        session=timedelta(minutes=table.whole("session_minutes", 15, 180)),
        buffer=timedelta(minutes=table.whole("buffer_minutes", 0, 120)),
        cancel_before=timedelta(hours=table.whole("cancel_hours", 0, 168)),
        answer_requests=timedelta(hours=table.whole("answer_requests_hours", 1, 336)),
        answer_messages=timedelta(hours=table.whole("answer_messages_hours", 1, 336)),
    )
    for key, length in (("session_minutes", policies.session), ("buffer_minutes", policies.buffer)):
        if length % timedelta(minutes=5):
            table.refuse(key, "the calendar counts in steps of 5 minutes")
    table.close()
    return policies


def _on_call(table: TomlTable, zone: ZoneInfo) -> OnCall:
    on_call = OnCall(_hours(table, zone), timedelta(minutes=table.whole("contact_within_minutes", 5, 1440)))
    if on_call.hours.windows is None:
        table.refuse("hours", "the practice knows its own hours")
    table.close()
    return on_call


def _board(table: TomlTable) -> Board:
    name, site, phone = table.text("name"), table.link("site"), table.phone("phone")
    if not site or not phone:
        table.refuse("phone" if site else "site", "clients are told how to reach the board")
    licences = table.table("licences")
    kinds = tuple((kind, licences.text(kind)) for kind in licences.names)
    if not kinds:
        table.refuse("licences", 'needs at least one, like LMFT = "marriage and family therapists"')
    translated = tuple((code, _board_words(words, dict(kinds))) for code, words in _translated(table))
    table.close()
    return Board(name, site, phone, kinds, translated)


def _board_words(table: TomlTable, kinds: dict[str, str]) -> tuple[tuple[str, str], ...]:
    words = tuple((kind, table.text(kind)) for kind in kinds if table.has(kind))
    table.close()
    return words


def _translated(table: TomlTable) -> Iterator[tuple[str, TomlTable]]:
    """The tables in it that say its words in another language, such as `[help_lines.es]`."""
    for code in _other_languages():
        if table.has(code):
            yield code, table.table(code)


def _other_languages() -> list[str]:
    return sorted(code for code, _name in settings.LANGUAGES if code != SOURCE)


def _help_line(table: TomlTable, zone: ZoneInfo) -> HelpLine:
    line = HelpLine(
        id=table.text("id", most=40),
        name=table.text("name", most=80),
        what=table.text("what"),
        call=table.phone("call"),
        text=table.phone("text"),
        text_word=table.optional_text("text_word"),
        chat=table.link("chat"),
        hours=_hours(table, zone),
        languages=table.languages("languages"),
        last_verified=table.day("last_verified"),
        may_bring_police=_police(table),
        note=table.optional_text("note"),
    )
    if not (line.call or line.text or line.chat):
        table.refuse("call", "a line needs a number to call, a number to text, or a chat")
    if line.text_word and not line.text:
        table.refuse("text_word", "there is no number to send it to")
    translated = tuple((code, _line_words(words, line)) for code, words in _translated(table))
    table.close()
    return replace(line, translated=translated)


def _line_words(table: TomlTable, line: HelpLine) -> LineWords:
    """What it leaves out is as in English."""
    if table.has("text_word") and not line.text:
        table.refuse("text_word", "there is no number to send it to")
    words = LineWords(
        what=table.text("what"),
        note=table.text("note") if table.has("note") else line.note,
        text_word=table.text("text_word") if table.has("text_word") else line.text_word,
    )
    table.close()
    return words


def _police(table: TomlTable) -> Police:
    answer = table.text("may_bring_police")
    if answer not in set(Police):
        table.refuse("may_bring_police", 'needs to be "yes", "no" or "unknown"')
    return Police(answer)


def _hours(table: TomlTable, zone: ZoneInfo) -> Hours:
    """`always`, `unknown`, or weekly windows by the clock of this table's own `zone`, or else of the practice's."""
    zone = table.zone("zone") if table.has("zone") else zone
    value = table.value("hours")
    if value == "always":
        return Hours(zone, ALWAYS)
    if value == "unknown":
        return Hours(zone, None)
    if not isinstance(value, list) or not value or not all(isinstance(window, str) for window in value):
        table.refuse("hours", 'needs to be "always", "unknown" or a list like ["Mon-Fri 10:00-18:00"]')
    windows: list[Window] = []
    for window in value:
        try:
            windows += parse_window(window)
        except ValueError as error:
            table.refuse("hours", str(error))
    return Hours(zone, tuple(sorted(windows)))


def _safe_calls(table: TomlTable) -> bool:
    """Whether the practice has said that it watches over them; without the table it has not."""
    monitored = table.switch("monitored")
    table.close()
    return monitored


def _custodian(table: TomlTable) -> Custodian:
    text = table.text("fingerprint")
    try:
        fingerprint = bytes.fromhex(text)
    except ValueError:
        fingerprint = b""
    if len(fingerprint) != 32:
        table.refuse("fingerprint", "needs to be the 64 hexadecimal digits of the custodian's key")
    custodian = Custodian(fingerprint, table.day("since"))
    table.close()
    return custodian
