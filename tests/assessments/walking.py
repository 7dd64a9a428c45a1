"""Answering questions through the pages, as a browser without scripts does it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.assessments.queries import instrument_of

PHQ9 = instrument_of(None, "phq-9")
GAD7 = instrument_of(None, "gad-7")
PLAIN = (1, 1, 1, 1, 1, 1, 1, 1, 0, 1)
GRAVE = (1, 1, 1, 1, 1, 1, 1, 1, 2, 1)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Walk:
    """`space`: the episode, or None for oneself."""

    browser: Client
    space: object = None
    instrument: str = "phq-9"

    def url(self, name: str, *args: object) -> str:
        if self.space is None:
            return reverse(f"assessments:own_{name}", args=args)
        return reverse(f"assessments:{name}", args=(self.space, *args))

    @property
    def start(self) -> str:
        return self.url("start")

    @property
    def end(self) -> str:
        return self.url("end", self.instrument)

    def step(self, number: int) -> str:
        return self.url("answer", self.instrument, number)

    def answer(self, number: int, value: object) -> HttpResponse:
        return self.browser.post(self.step(number), {"skip": "1"} if value is None else {"answer": str(value)})

    def through(self, answers: Sequence[object]) -> None:
        """Every question that is asked, in order, up to the page at the end."""
        number = 1
        while number <= len(answers):
            answer = self.answer(number, answers[number - 1])
            assert answer.status_code in (200, 302)
            onward = answer.headers["Location"] if answer.status_code == 302 else _onward(text(answer))
            if onward == self.end:
                return
            number = int(onward.rstrip("/").rpartition("/")[2])

    def finish(self) -> HttpResponse:
        return self.browser.post(self.end)

    def all(self, answers: Sequence[object]) -> str:
        """Answers and sends; the address of the response."""
        self.through(answers)
        answer = self.finish()
        assert answer.status_code == 302
        return str(answer.headers["Location"])


def _onward(page: str) -> str:
    """Where the page of help leads on."""
    return re.findall(r'<p class="row"><a class="button" href="([^"]+)"', page)[-1]
