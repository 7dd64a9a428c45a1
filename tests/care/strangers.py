"""What a stranger gets: for a page of somebody else's the same answer as for one that never was."""

import re
from uuid import UUID, uuid4

from django.test import Client

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def answer(browser: Client, method: str, path: str) -> tuple[int, bytes, dict[str, str]]:
    response = browser.get(path) if method == "GET" else browser.post(path, {"text": "x"})
    return response.status_code, TOKEN.sub(b"", response.content), dict(response.headers)


def assert_same_404(browser: Client, path: str, real: UUID) -> None:
    """`path` holds the id `real` of something that exists; every id in it is then made up instead."""
    assert str(real) in path
    made_up = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", lambda _: str(uuid4()), path)
    for method in ("GET", "POST"):
        seen, nothing = answer(browser, method, path), answer(browser, method, made_up)
        assert seen == nothing
        # A page that only takes the other method refuses it before it looks who asks.
        assert seen[0] in (404, 405)
    assert any(answer(browser, method, path)[0] == 404 for method in ("GET", "POST"))
