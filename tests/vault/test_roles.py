"""Who may write, read and change what: every kind of document, in every kind of space, for every role.

`roles_table.txt` is the same for people, so that a change of who may read is seen in review. After a change that is
meant, put into it the lines that the test shows.
"""

import subprocess
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from stillroom.base.errors import Hidden
from stillroom.vault.documents import MEMBERS, TYPES, Amend, DocumentType, Role, SpaceKind
from stillroom.vault.drops import accept_request, pending_requests, recipient_of, send_request
from stillroom.vault.records import NotYours, Stored, read, read_all, writing
from stillroom.vault.spaces import OpenSpace, create_space, open_space
from tests.architecture.samples import sample
from tests.cast import HOME, NOW, Person, make_person

TABLE = Path(__file__).with_name("roles_table.txt")
HOUSE = Path(__file__).resolve().parents[2]
SPACES = sorted(SpaceKind)


@dataclass
class House:
    """Every kind of space with each of its roles in it, opened by each."""

    spaces: dict[tuple[SpaceKind, Role], OpenSpace]

    def of(self, kind: SpaceKind) -> list[tuple[Role, OpenSpace]]:
        return [(role, space) for (its, role), space in self.spaces.items() if its is kind]


def opened(kind: SpaceKind, people: dict[Role, Person]) -> dict[tuple[SpaceKind, Role], OpenSpace]:
    first, *others = sorted(MEMBERS[kind])
    recipients = {
        role: recipient_of(people[role].keyholder.account, people[role].keyholder.fingerprint) for role in others
    }
    space = create_space(
        keyholder=people[first].keyholder,
        kind=kind,
        role=first,
        label="",
        now=NOW,
        others=[(recipient, role) for role, recipient in recipients.items()],
    )
    for role, recipient in recipients.items():
        send_request(space=space, recipient=recipient, now=NOW)
        (request,) = pending_requests(people[role].keyholder, NOW)
        accept_request(keyholder=people[role].keyholder, request=request, label="")
    return {(kind, role): open_space(people[role].keyholder, space.id) for role in sorted(MEMBERS[kind])}


@pytest.fixture
def house(db: None) -> House:
    people = {role: make_person(str(role), role) for role in HOME}
    # Nobody is one by their account: a therapist is, in somebody else's space.
    people[Role.COVERING] = make_person("covering", Role.THERAPIST)
    people[Role.CONSULTED] = make_person("consulted", Role.THERAPIST)
    people[Role.ON_CALL] = make_person("on-call", Role.THERAPIST)
    spaces: dict[tuple[SpaceKind, Role], OpenSpace] = {}
    for kind in SPACES:
        spaces |= opened(kind, people)
    return House(spaces)


def written(space: OpenSpace, entry: DocumentType) -> Stored[object] | None:
    """What this role got written, or None when it was refused."""
    try:
        with writing(space, now=NOW) as work:
            return work.add(sample(entry.cls))
    except NotYours:
        return None


def is_shown(space: OpenSpace, entry: DocumentType, stored: Stored[object]) -> bool:
    """Whether one by one and all together; they must agree."""
    try:
        one = read(space, entry.cls, stored.id)
    except Hidden:
        one = None
    try:
        every = read_all(space, entry.cls)
    except Hidden:
        every = ()
    assert [each.id for each in every] == ([stored.id] if one else [])
    return one is not None


def is_changed(space: OpenSpace, entry: DocumentType, stored: Stored[object], remove: bool) -> bool:
    """Tried in a block that is then given up, so that every role tries on the same document."""
    try:
        with writing(space, now=NOW) as work:
            if remove:
                work.remove(stored)
            else:
                work.replace(stored, sample(entry.cls))
            raise ZeroDivisionError
    except NotYours:
        return False
    except ZeroDivisionError:
        return True


def may_amend(entry: DocumentType, role: Role, author: Role) -> bool:
    if role not in entry.writers or entry.amend is Amend.NOBODY:
        return False
    return entry.amend is Amend.WRITERS or role is author


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_each_kind_is_written_read_and_changed_as_declared_and_in_no_other_way(house: House, kind: str) -> None:
    entry = TYPES[kind]
    for space_kind in SPACES:
        for author, space in house.of(space_kind):
            stored = written(space, entry)
            assert (stored is not None) == (space_kind in entry.spaces and author in entry.writers), (
                space_kind,
                author,
            )
            if stored is None:
                continue
            for role, seen in house.of(space_kind):
                assert is_shown(seen, entry, stored) == (role in entry.readers), (space_kind, role)
                for remove in (False, True):
                    assert is_changed(seen, entry, stored, remove) == may_amend(entry, role, author), (space_kind, role)
            with writing(space, now=NOW) as work:
                work.rows[stored.id] = None
                del work.versions[stored.id]


def words(values: object) -> str:
    return " ".join(sorted(str(value) for value in values)) or "-"


def table() -> str:
    """One line for each kind and space."""
    lines = [f"{'kind':<28}{'space':<16}{'write':<20}{'read':<20}change"]
    for kind, space in product(sorted(TYPES), SPACES):
        entry = TYPES[kind]
        if space in entry.spaces:
            writers, readers = words(entry.writers & MEMBERS[space]), words(entry.readers & MEMBERS[space])
            lines.append(f"{kind:<28}{space:<16}{writers:<20}{readers:<20}{entry.amend}")
    return "\n".join(lines) + "\n"


def test_the_table_for_people_says_what_is_declared() -> None:
    assert table() == TABLE.read_text(encoding="utf-8"), (
        "python -m tests.vault.print_roles > tests/vault/roles_table.txt"
    )


def test_the_command_that_renews_the_table_prints_it() -> None:
    command = [sys.executable, "-m", "tests.vault.print_roles"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HOUSE)
    assert done.stdout == TABLE.read_text(encoding="utf-8")


def test_somebody_reads_every_kind_and_nobody_writes_what_they_cannot_read_unless_the_table_says_so() -> None:
    blind = {kind for kind, entry in TYPES.items() if not entry.writers <= entry.readers}
    assert blind == set()
    assert all(entry.readers and entry.writers for entry in TYPES.values())


def test_a_third_role_is_in_no_space() -> None:
    """Nobody but the two of them: the practice's own people are members of the practice's space, and of what somebody
    without an account asked them."""
    assert [kind for kind in SPACES if Role.STEWARD in MEMBERS[kind]] == [SpaceKind.PRACTICE, SpaceKind.QUESTION]
    assert [kind for kind in SPACES if Role.COVERING in MEMBERS[kind]] == [SpaceKind.COVERING]
    assert [kind for kind in SPACES if Role.CONSULTED in MEMBERS[kind]] == [SpaceKind.SUPERVISION]
    assert [kind for kind in SPACES if Role.ON_CALL in MEMBERS[kind]] == [SpaceKind.ON_CALL]
    assert Role.CLIENT not in MEMBERS[SpaceKind.SUPERVISION]
    assert MEMBERS[SpaceKind.PRACTICE] == {Role.STEWARD}
    assert MEMBERS[SpaceKind.JOURNAL] == {Role.CLIENT}
    for alone in (SpaceKind.PROGRESS, SpaceKind.PSYCHOTHERAPY, SpaceKind.DESK):
        assert MEMBERS[alone] == {Role.THERAPIST}
