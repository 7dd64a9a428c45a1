"""A person's own safe calls: set up, answered, ended."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.base.notices import define_notice, notify
from stillroom.safecalls.actions import BegunAlready, answer, begin, forget_plan
from stillroom.safecalls.forms import CheckInForm, SetUpForm
from stillroom.safecalls.queries import Shown, all_shown, is_offered, shown
from stillroom.vault.documents import Role

# One sentence for both words, at every step.
HEARD = define_notice("call-heard", _("Noted."))
OLD = define_notice("call-old", _("You had checked in for that time already. This page shows what comes next."))
WIPED = define_notice("call-wiped", _("Wiped from your journal."))


@signed_in(Role.CLIENT)
@require_safe
def start(request: KeyholderRequest) -> HttpResponse:
    """Raises Hidden while the practice does not offer it and nothing of it is left."""
    every, offered = all_shown(request.keyholder, timezone.now()), is_offered(request)
    if not offered and not every:
        raise Hidden
    ended = [each.stored for each in every if each.has_ended]
    running = [each for each in every if not each.has_ended]
    context = {"running": running, "ended": ended[:10], "offered": offered}
    return render(request, "safecalls/start.html", context)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: KeyholderRequest) -> HttpResponse:
    if not is_offered(request):
        raise Hidden
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        record = typed.pop("record") or new_id()
        against, police = typed.pop("against"), typed.pop("police")
        if against != "no" and not request.POST.get("sure"):
            return render(request, "safecalls/new.html", {"form": form, "warn": True}, status=422)
        lines = {"no": _("Do not call the police."), "last": _("The police only if nothing else is left.")}
        note = f"{typed.pop('note')}\n\n{lines.get(police, _('You may call the police.'))}"
        try:
            begin(keyholder=request.keyholder, record=record, note=note, **typed, now=timezone.now())
        except BegunAlready as error:
            form = SetUpForm({**request.POST.dict(), "record": str(new_id())})
            form.add_error(None, str(error))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect("safecalls:call", record)
    return render(request, "safecalls/new.html", {"form": form}, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: KeyholderRequest, record: UUID) -> HttpResponse:
    """What comes, and the word for it."""
    one = shown(request.keyholder, record, timezone.now())
    if request.method != "POST":
        return _page(request, one, CheckInForm())
    form = CheckInForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    typed, now = form.cleaned_data, timezone.now()
    is_end = request.POST.get("do") == "end"
    try:
        after = answer(keyholder=request.keyholder, record=record, **typed, is_end=is_end, now=now)
    except Refused as error:
        form.add_error("code", str(error))
        return _page(request, one, form)
    return notify(redirect("safecalls:call", record), OLD if after == one.stored else HEARD)


def _page(request: KeyholderRequest, one: Shown, form: CheckInForm) -> HttpResponse:
    plan = one.stored.document
    link = request.build_absolute_uri(reverse("safecalls:note", args=[plan.call])) + f"#{plan.key}"
    context = {"one": one, "plan": plan, "form": form if one.takes_word else None, "link": link}
    return render(request, "safecalls/call.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def remove(request: KeyholderRequest, record: UUID) -> HttpResponse:
    try:
        forget_plan(keyholder=request.keyholder, record=record, now=timezone.now())
    except Refused:
        return redirect("safecalls:call", record)  # its page says what ends it
    return notify(redirect("safecalls:start"), WIPED)
