"""Presses that come at the same moment: each in a thread with a connection of its own, let go by one barrier."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Person

Press = Callable[[], HttpResponse]


def at_once(*presses: Press) -> list[HttpResponse]:
    """The answers, in the order of `presses`."""
    barrier = threading.Barrier(len(presses))

    def run(press: Press) -> HttpResponse:
        connection.ensure_connection()
        barrier.wait(20)
        try:
            return press()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as threads:
        return list(threads.map(run, presses))


def press(person: Person, name: str, *args: object, **fields: object) -> Press:
    """One window of this person, whose button is yet to be pressed."""
    browser, path = person.browser(), reverse(name, args=args)
    return lambda: _send(browser, path, fields)


def _send(browser: Client, path: str, fields: dict[str, object]) -> HttpResponse:
    answer = browser.post(path, fields)
    # Read here: a page is drawn in the thread that asked for it.
    assert answer.status_code < 500, answer.content.decode()
    return answer


def where(answers: list[HttpResponse]) -> set[str]:
    """The pages that the answers lead to; "" for one that stays."""
    return {answer.headers.get("Location", "") for answer in answers}
