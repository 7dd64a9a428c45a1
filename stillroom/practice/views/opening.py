"""The stewards' pages of readiness: what is missing before opening, and what has to be looked at again."""

from datetime import date, datetime

from babel.dates import format_timedelta
from babel.numbers import format_currency
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.practice.actions import (
    check_line,
    close_to_new,
    confirm_fees,
    confirm_text,
    decide_records,
    open_to_new,
)
from stillroom.practice.confirmations import custodian_digest, fees_digest, today_here
from stillroom.practice.forms import TextForm
from stillroom.practice.help_lines import opening_text
from stillroom.practice.queries import practice
from stillroom.practice.readiness import (
    Confirmations,
    TextPage,
    confirmations_of,
    line_checks_of,
    readiness,
    text_page,
    texts_of,
)
from stillroom.vault.documents import Role

OPENED = define_notice("opened", _("You are open. People can join and ask for a time from now on."))
CLOSED = define_notice("closed", _("Closed to new people. Everybody in care goes on as before."))
RECORDS = define_notice("records-decided", _("Noted, with your mark and the day."))
FEES = define_notice("fees-confirmed", _("Noted. These are the fees that people read."))
LINE = define_notice("line-checked", _("Noted. People see that this line was checked today."))
TEXT = define_notice("text-confirmed", _("Noted. People read and agree to these words from now on."))


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def ready(request: KeyholderRequest) -> HttpResponse:
    """POST opens the practice to new people, or closes it to them."""
    keyholder, now = request.keyholder, timezone.now()
    refused = ""
    if request.method == "POST":
        if "close" in request.POST:
            close_to_new(keyholder=keyholder, now=now)
            return notify(redirect("practice:ready"), CLOSED)
        try:
            open_to_new(keyholder=keyholder, now=now)
            return notify(redirect("practice:ready"), OPENED)
        except Refused as error:
            refused = str(error)
    context = {"ready": readiness(keyholder, now), "refused": refused}
    return render(request, "practice/ready.html", context, status=422 if refused else 200)


def _words(request: KeyholderRequest) -> Confirmations:
    return confirmations_of(request.keyholder)


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def records(request: KeyholderRequest) -> HttpResponse:
    refused = ""
    if request.method == "POST":
        try:
            decide_records(keyholder=request.keyholder, seen=request.POST.get("seen", ""), now=timezone.now())
            return notify(redirect("practice:ready"), RECORDS)
        except Refused as error:
            refused = str(error)
    context = {
        "last": _words(request).records,
        "seen": custodian_digest(practice()).hex(),
        "refused": refused,
    }
    return render(request, "practice/records.html", context, status=422 if refused else 200)


@signed_in(Role.STEWARD)
@require_safe
def copies(request: KeyholderRequest) -> HttpResponse:
    words = _words(request)
    context = {"made": words.backup, "tried": words.tried, "now": timezone.now()}
    return render(request, "practice/copies.html", context)


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def fees(request: KeyholderRequest) -> HttpResponse:
    refused, here = "", practice()
    if request.method == "POST":
        try:
            confirm_fees(keyholder=request.keyholder, seen=request.POST.get("seen", ""), now=timezone.now())
            return notify(redirect("practice:ready"), FEES)
        except Refused as error:
            refused = str(error)
    locale = (get_language() or "en").replace("-", "_")
    amounts = (here.fees.session, here.fees.lowest, here.fees.late_cancel)
    session, lowest, late = (format_currency(amount, here.fees.currency, locale=locale) for amount in amounts)
    digest = fees_digest(here)
    last = _words(request).fees
    context = {
        "session": session,
        "lowest": lowest,
        "late": late,
        "before": format_timedelta(here.policies.cancel_before, threshold=3, locale=locale),
        "statement": here.statement,
        "seen": digest.hex(),
        "last": last,
        "changed": last is not None and last.digest != digest,
        "refused": refused,
    }
    return render(request, "practice/fees.html", context, status=422 if refused else 200)


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def lines(request: KeyholderRequest) -> HttpResponse:
    keyholder, now, refused = request.keyholder, timezone.now(), ""
    if request.method == "POST":
        post = request.POST
        line, how, seen = (post.get(name, "") for name in ("line", "how", "seen"))
        try:
            check_line(keyholder=keyholder, line=line, how=how, seen=seen, now=now)
            return notify(redirect("practice:lines"), LINE)
        except Refused as error:
            refused = str(error)
    checks = [(each, opening_text(each.line, now, request.profile.zone)) for each in line_checks_of(keyholder, now)]
    context = {"checks": checks, "refused": refused}
    return render(request, "practice/lines.html", context, status=422 if refused else 200)


@signed_in(Role.STEWARD)
@require_safe
def texts(request: KeyholderRequest) -> HttpResponse:
    return render(request, "practice/texts.html", {"checks": texts_of(request.keyholder)})


def _text_page(request: KeyholderRequest, page: TextPage, form: TextForm, status: int = 200) -> HttpResponse:
    return render(request, "practice/text.html", {"page": page, "form": form}, status=status)


def _today(now: datetime) -> date:
    return today_here(practice(), now)


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: KeyholderRequest, text: str) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    page = text_page(keyholder, text)
    to_confirm, today = page.check.text.to_confirm, _today(now)
    if request.method != "POST":
        return _text_page(request, page, TextForm(to_confirm, today, initial={"seen": page.seen, "day": today}))
    form = TextForm(to_confirm, today, request.POST)
    if form.is_valid():
        try:
            confirm_text(
                keyholder=keyholder,
                text=text,
                lawyer=form.cleaned_data["lawyer"],
                day=form.cleaned_data["day"],
                ticked=form.confirmed,
                seen=form.cleaned_data["seen"],
                now=now,
            )
            return notify(redirect("practice:texts"), TEXT)
        except Refused as error:
            form.add_error(None, str(error))
    return _text_page(request, page, form, status=422)
