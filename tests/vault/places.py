"""Spaces with their members in them, and words to say there. The kinds of this module are no product's."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from stillroom.vault import documents
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document
from stillroom.vault.drops import accept_request, pending_requests, recipient_of, send_request
from stillroom.vault.records import read_all, writing
from stillroom.vault.spaces import OpenSpace, create_space
from tests.cast import NOW, Person

BOTH = {Role.CLIENT, Role.THERAPIST}


@dataclass(frozen=True, slots=True)
class Word:
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    words: int


@contextmanager
def own_kinds() -> Iterator[None]:
    """Taken out again, so that no other test sees them."""
    tables = (documents._TYPES, documents._BY_CLASS, documents._SECTIONS, documents._NAMES)
    before = [dict(table) for table in tables]
    document("test.word", spaces=set(SpaceKind), writers=set(Role), title="Word", amend=Amend.AUTHOR)(Word)
    cover_section("test")(Count)
    yield
    for table, kept in zip(tables, before, strict=True):
        table.clear()
        table.update(kept)


def share(ada: Person, tom: Person, kind: SpaceKind = SpaceKind.CARE) -> OpenSpace:
    """Ada's space with Tom, as she made it; Tom has taken the key."""
    recipient = recipient_of(tom.keyholder.account, tom.keyholder.fingerprint)
    others = [(recipient, Role.THERAPIST)]
    space = create_space(keyholder=ada.keyholder, kind=kind, role=Role.CLIENT, label="Tom", now=NOW, others=others)
    send_request(space=space, recipient=recipient, now=NOW)
    (request,) = pending_requests(tom.keyholder, NOW)
    accept_request(keyholder=tom.keyholder, request=request, label="Ada")
    return space


def say(space: OpenSpace, text: str, now: datetime = NOW) -> None:
    with writing(space, now=now) as work:
        work.add(Word(text))
        work.cover(Count(len(read_all(work.space, Word)) + 1))


def said(space: OpenSpace) -> list[str]:
    return sorted(word.document.text for word in read_all(space, Word))


def at_once(*works: Callable[[], object]) -> list[object]:
    """Each in a thread and a database connection of its own, released together; the results, or what was raised."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = work()
        except Exception as error:  # noqa: BLE001 whatever it was is looked at by the test
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def errors(results: list[object]) -> list[BaseException]:
    return [result for result in results if isinstance(result, BaseException)]
