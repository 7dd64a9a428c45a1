"""Eve at the pages of a question, as a browser without JavaScript."""

import html
import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client

QUESTION = "canary-heron: is anybody free at noon?"


def sealed_in(page: HttpResponse) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def text_of(page: HttpResponse) -> str:
    """The words of the page's main part, each space one."""
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))).strip()


def code_in(page: HttpResponse) -> str:
    found = re.search(r'class="secret">([^<]+)<', page.content.decode())
    assert found is not None
    return found[1].replace(" ", "")


@dataclass(frozen=True, slots=True)
class Asked:
    """`sent`: what the form sent, so that it can be sent again."""

    sent: dict[str, str]
    page: HttpResponse

    @property
    def code(self) -> str:
        return code_in(self.page)


def ask(browser: Client, text: str = QUESTION) -> Asked:
    sent = {"sealed": sealed_in(browser.get("/question/")), "text": text}
    return Asked(sent, browser.post("/question/", sent))


def open_by(browser: Client, code: str) -> HttpResponse:
    return browser.post("/question/answer/", {"code": code})
