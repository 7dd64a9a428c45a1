"""Comparing two answers to a stranger: equal but for the form token, which is new on every page."""

import re

from django.http import HttpResponse

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def seen(answer: HttpResponse) -> tuple[int, bytes]:
    """Status and body as a stranger can compare them."""
    return answer.status_code, _TOKEN.sub(b"", answer.content)
