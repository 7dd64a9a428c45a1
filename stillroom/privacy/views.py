"""What is kept of you: see it, take it along, erase it."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from html import escape
from http import HTTPStatus
from threading import Event

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from stillroom.accounts.browser import end_own, forget
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base import presence
from stillroom.base.errors import Refused
from stillroom.base.times import local_time
from stillroom.privacy.actions import MustStay, Receipt, erase_everything, places_taken_out
from stillroom.privacy.files import bundle_of, data_of, page_of
from stillroom.privacy.folders import DATA, ENTRIES, Folder
from stillroom.privacy.forms import EntriesForm, EraseForm
from stillroom.privacy.making import LEFT_OUT
from stillroom.privacy.plain import profile_facts, readable_of
from stillroom.privacy.queries import Place, glances_of, places_of
from stillroom.privacy.streams import Stream
from stillroom.privacy.turns import LONGEST, TURNS, TooManyAtOnce
from stillroom.vault.aliases import Aliases
from stillroom.vault.documents import TYPES, Role

ZIP = "application/zip"
JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"
AGAIN_IN = "60"  # seconds


@signed_in()
@require_safe
def mine(request: KeyholderRequest) -> HttpResponse:
    context = {
        "places": glances_of(request.keyholder),
        "facts": profile_facts(request.profile),
        "readable": readable_of(request.keyholder),
    }
    return render(request, "privacy/mine.html", context)


@signed_in()
@require_safe
def take(request: KeyholderRequest) -> HttpResponse:
    return _take_page(request, EntriesForm())


@signed_in()
@require_GET
def take_page(request: KeyholderRequest) -> HttpResponseBase:
    """One HTML file that opens without us. Neutral file names: they lie in a downloads folder."""
    profile, at = request.profile, request.came
    cut = f"<p><strong>{escape(_('This file was cut short here. Please take it out again.'))}</strong></p>"
    return _file(request, "notes.html", HTML, _text(page_of(profile, _places(request), at)), cut.encode)


@signed_in()
@require_GET
def take_data(request: KeyholderRequest) -> HttpResponseBase:
    profile = request.profile
    return _file(request, DATA, JSON, _text(data_of(profile, _places(request))))


@signed_in(Role.CLIENT)
@require_POST
def take_entries(request: KeyholderRequest) -> HttpResponseBase:
    """For other software. The name that may be in it is a local of this answer, and nowhere else."""
    form = EntriesForm(request.POST)
    if not form.is_valid():
        return _take_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _file(request, ENTRIES, JSON, _text(_entries(request, form, _places(request))))


@signed_in()
@require_POST
def take_all(request: KeyholderRequest) -> HttpResponseBase:
    """Pages, data and, of a client, what goes to another clinic: in one archive."""
    form = EntriesForm(request.POST)
    if not form.is_valid():
        return _take_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    keyholder = request.keyholder
    files = {DATA: data_of(request.profile, places_of(keyholder))}
    if request.profile.role is Role.CLIENT:
        files[ENTRIES] = _entries(request, form, places_of(keyholder))
    folder = Folder(request.profile, request.came, _places(request), files)
    return _file(request, "notes.zip", ZIP, folder.pieces(), folder.cut_short)


def _places(request: KeyholderRequest) -> Iterator[Place]:
    return places_taken_out(keyholder=request.keyholder, now=request.came)


def _entries(request: KeyholderRequest, form: EntriesForm, places: Iterator[Place]) -> Iterator[str]:
    typed, own = str(form.cleaned_data["name_this_once"]), bool(form.cleaned_data["own"])
    return bundle_of(request.profile, places, Aliases(request.keyholder), request.came, typed, own)


def _text(pieces: Iterator[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


def _take_page(request: KeyholderRequest, form: EntriesForm, refused: str = "", status: int = 200) -> HttpResponse:
    places = glances_of(request.keyholder)
    context = {
        "places": places,
        "total": sum(sum(place.counts.values()) for place in places),
        "is_shared": any(not place.alone for place in places),
        "left_out": [(title, why) for title, why in _left_out() if any(title in place.counts for place in places)],
        "form": form,
        "refused": refused,
    }
    response = render(request, "privacy/take.html", context, status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = AGAIN_IN
    return response


def _left_out() -> Iterator[tuple[str, str]]:
    return ((str(TYPES[kind].title), str(why)) for kind, why in LEFT_OUT.items())


def _file(
    request: KeyholderRequest,
    name: str,
    kind: str,
    pieces: Iterator[bytes],
    cut: Callable[[], bytes] = bytes,
) -> HttpResponseBase:
    """Sent while it is written. It ends when its person leaves in another window, and after ten minutes."""
    account = presence.tag("account", request.keyholder.account.bytes)
    try:
        TURNS.take(account, time.monotonic())
    except TooManyAtOnce as error:
        return _take_page(request, EntriesForm(), str(error), HTTPStatus.SERVICE_UNAVAILABLE)
    left, until = Event(), time.monotonic() + LONGEST
    held = ExitStack()
    held.callback(TURNS.give_back, account)
    held.enter_context(presence.resting_on([account, presence.tag("session", request.session_id)], left.set))
    stream = Stream(
        pieces,
        done=held.close,
        goes_on=lambda: not left.is_set() and time.monotonic() < until,
        ending=cut,
    )
    response = StreamingHttpResponse(stream, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in()
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: KeyholderRequest) -> HttpResponse:
    if request.method != "POST":
        return _erase_page(request, EraseForm())
    form = EraseForm(request.POST)
    if form.is_valid():
        try:
            receipt = erase_everything(keyholder=request.keyholder, role=request.profile.role, now=request.came)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _gone(request, receipt)
    return _erase_page(request, form)


def _erase_page(request: KeyholderRequest, form: EraseForm) -> HttpResponse:
    context = {"form": form, "stays": str(MustStay())}
    return render(request, "privacy/erase.html", context, status=422 if form.errors else 200)


def _gone(request: KeyholderRequest, receipt: Receipt) -> HttpResponse:
    """The receipt, by the person's own calendar, on a page that belongs to nobody any more."""
    zone = request.profile.zone
    end_own(request=request, now=request.came)
    request.keyholder = request.profile = None  # type: ignore[assignment]  # the page after is a visitor's
    context = {
        "erased": local_time(receipt.erased, zone).date,
        "backups_gone": local_time(receipt.backups_gone, zone).date,
        "kept": receipt.kept,
        "harmed": receipt.harmed,
    }
    return forget(request, render(request, "privacy/receipt.html", context))
