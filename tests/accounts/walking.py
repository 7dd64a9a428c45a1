"""Walking through pages as a browser without JavaScript does: each form is sent back with its hidden fields."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

CODE = "7JDRK-FBF5Y-SKEP1-ST79J-2QEXP-06TBV"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.choices: list[str] = []
        self.secrets: list[str] = []
        self.texts: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "input" and found.get("type") == "hidden" and found["name"] != "csrfmiddlewaretoken":
            self.hidden[found["name"]] = found["value"]
        if "secret" in found.get("class", "").split():
            self._inside = "secret"
        elif tag == "label" and "choice" in found.get("class", "").split():
            self._inside = "choice"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "label"}:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        text = data.strip()
        if not text:
            return
        self.texts.append(text)
        if self._inside == "secret":
            self.secrets.append(text)
        elif self._inside == "choice":
            self.choices.append(text)


class Page:
    """One answer, read as a person reads it."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.status = response.status_code
        reader = _Reader()
        reader.feed(response.content.decode())
        self.hidden, self.choices, self.secrets = reader.hidden, reader.choices, reader.secrets
        self.text = " ".join(reader.texts)


def send(client: Client, address: str, page: Page, **fields: str) -> Page:
    """The page's form with these fields filled in; `step` and the sealed state go along."""
    return Page(client.post(address, {**page.hidden, **fields}))
