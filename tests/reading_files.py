"""Files that are sent while they are written, as whoever takes them gets them."""

import io
import zipfile

from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse


def whole(answer: HttpResponseBase) -> HttpResponse:
    """The same answer, read to its end: of a stream there is a body only once."""
    if not answer.streaming:
        assert isinstance(answer, HttpResponse)
        return answer
    return HttpResponse(answer.getvalue(), status=answer.status_code, headers=answer.headers)


def file_of(browser: Client, name: str) -> str:
    """What this browser gets at a route that gives a page or a file."""
    answer = whole(browser.get(reverse(name)))
    assert answer.status_code == 200
    return answer.content.decode()


def folder_of(browser: Client) -> dict[str, str]:
    """What stands in each file of the archive that this browser gets, its own choices included."""
    answer = whole(browser.post(reverse("privacy:all"), {"own": "on"}))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
