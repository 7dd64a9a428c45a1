"""The stewards' pages: what is missing before opening, who works here, who is on call, what was done."""

from datetime import date, time, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.links import LinkOver
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.base.times import city, local_time
from stillroom.events.queries import kinds_noted, page_of_events, who_acted
from stillroom.practice.actions import (
    LINK,
    check_entries,
    invite_therapist_once,
    name_on_call,
    publish,
    set_up_practice,
    take_check_back,
    unlist,
)
from stillroom.practice.forms import CheckForm, EventsForm, OnCallForm
from stillroom.practice.help_lines import Hours
from stillroom.practice.queries import (
    Registered,
    checks_of,
    competence,
    is_open,
    listed,
    on_call,
    practice,
    registered,
    registered_of,
)
from stillroom.practice.questions import QUESTIONS
from stillroom.practice.readiness import readiness
from stillroom.practice.staff_events import steward_mark
from stillroom.vault.documents import Role
from stillroom.vault.presses import PressOver, new_press

PUBLISHED = define_notice("person-published", _("Published. Everybody can read this page now."))
LOOKED = define_notice("papers-seen", _("Signed. Everybody reads that you looked, and on which day."))
LOOK_BACK = define_notice("look-taken-back", _("Taken back. It says “not checked” again."))
NOTHING_TICKED = define_notice("nothing-ticked", _("Nothing was ticked, so nothing was signed."))
UNLISTED = define_notice("person-unlisted", _("Off the list. Nobody new can find this page or ask for a time."))
PAGE_OLD = define_notice(
    "page-old", _("The page was open for a long time, so no link was made. Please press once more.")
)
LINK_USED = define_notice("link-used", _("Somebody came in by the link of that page. Press once more for another one."))
NAMED = define_notice("on-call-named", _("Noted. This name stands wherever somebody asks who looks."))


@signed_in(Role.STEWARD)
@require_safe
def desk(request: KeyholderRequest) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    refused = ""
    try:
        set_up_practice(keyholder=keyholder, now=now)
    except Refused as error:
        refused = str(error)
    context = {
        "practice": practice(),
        "refused": refused,
        "people": registered(keyholder, now),
        "now": now,
        "ready": readiness(keyholder, now),
        "on_call": on_call(keyholder, now),
        "is_open": is_open(keyholder, now),
        "press": new_press(keyholder=keyholder, kind=LINK, now=now),
    }
    return render(request, "practice/desk.html", context)


@signed_in(Role.STEWARD)
@require_POST
def invite(request: KeyholderRequest) -> HttpResponse:
    """Shows a new link: the answer to this form is the one page that does."""
    press = request.POST.get("press", "")
    try:
        path = invite_therapist_once(keyholder=request.keyholder, press=press, now=timezone.now())
    except PressOver:
        return notify(redirect("practice:desk"), PAGE_OLD)
    except LinkOver:
        return notify(redirect("practice:desk"), LINK_USED)
    return render(request, "practice/invited.html", {"link": request.build_absolute_uri(path)})


def _fresh_check(person: Registered, today: date) -> CheckForm:
    return CheckForm(today, initial={"seen": person.seen, "looked_up_on": today})


def _person_page(
    request: KeyholderRequest, person: Registered, form: CheckForm, status: int = 200, refused: str = ""
) -> HttpResponse:
    listing = person.listing
    boards = [board for board in practice().boards if listing.licence_type in dict(board.licences)]
    context = {
        "person": person,
        "form": form,
        "refused": refused,
        "questions": QUESTIONS,
        "shown": competence(request.keyholder, listing),
        "checks": checks_of(request.keyholder, listing.id),
        "board": boards[0] if boards else None,
        "currency": practice().fees.currency,
    }
    return render(request, "practice/person.html", context, status=status)


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: KeyholderRequest, therapist: UUID) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    found = registered_of(keyholder, therapist, now)
    today = local_time(now, request.profile.zone).date
    if request.method != "POST":
        return _person_page(request, found, _fresh_check(found, today))
    form = CheckForm(today, request.POST)
    if not form.is_valid():
        return _person_page(request, found, form, status=422)
    try:
        publish(
            keyholder=keyholder,
            therapist=therapist,
            seen=form.cleaned_data["seen"],
            looked_up_on=form.cleaned_data["looked_up_on"],
            ticked=form.cleaned_data["ticked"],
            now=now,
        )
    except Refused as error:
        # The ticks were for what stood there before: they are not kept.
        return _person_page(request, found, _fresh_check(found, today), status=422, refused=str(error))
    return notify(redirect("practice:person", therapist), PUBLISHED)


@signed_in(Role.STEWARD)
@require_POST
def seen_papers(request: KeyholderRequest, therapist: UUID) -> HttpResponse:
    """What was ticked is signed as seen, or one look is taken back (`back`)."""
    keyholder, now = request.keyholder, timezone.now()
    found = registered_of(keyholder, therapist, now)
    try:
        if "back" in request.POST:
            take_check_back(keyholder=keyholder, therapist=therapist, entry=_id(request.POST["back"]), now=now)
            return notify(redirect("practice:person", therapist), LOOK_BACK)
        ticked = dict(_ticked(value) for value in request.POST.getlist("seen"))
        new = check_entries(keyholder=keyholder, therapist=therapist, seen=ticked, now=now)
    except Refused as error:
        form = _fresh_check(found, local_time(now, request.profile.zone).date)
        return _person_page(request, found, form, status=422, refused=str(error))
    return notify(redirect("practice:person", therapist), LOOKED if new else NOTHING_TICKED)


def _ticked(value: str) -> tuple[UUID, str]:
    """A box of the page: the entry, and the mark of what stood there. Raises Hidden for anything else."""
    entry, _colon, mark = value.partition(":")
    return _id(entry), mark


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Hidden from None


@signed_in(Role.STEWARD)
@require_POST
def take_off(request: KeyholderRequest, therapist: UUID) -> HttpResponse:
    unlist(keyholder=request.keyholder, therapist=therapist, now=timezone.now())
    return notify(redirect("practice:person", therapist), UNLISTED)


MONDAY = date(2024, 1, 1)


def _weekly(hours: Hours) -> list[str]:
    """ "Mon 09:00-18:00" for each window, by the clock of the practice."""
    lines = []
    for window in hours.windows or ():
        day, minute = divmod(window.start, 24 * 60)
        end = window.end % (24 * 60)
        start, until = time(*divmod(minute, 60)), time(*divmod(end, 60))
        lines.append(f"{date_format(MONDAY + timedelta(days=day), 'D')} {start:%H:%M}-{until:%H:%M}")
    return lines


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def on_call_person(request: KeyholderRequest) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    named = on_call(keyholder, now)
    initial = {} if named is None else {"therapist": named.therapist, "name": "" if named.therapist else named.name}
    form = OnCallForm(listed(keyholder, now), request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            name_on_call(keyholder=keyholder, therapist=form.chosen, name=form.cleaned_data["name"], now=now)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return notify(redirect("practice:desk"), NAMED)
    hours = practice().on_call.hours
    context = {
        "form": form,
        "weekly": [] if hours.always else _weekly(hours),
        "city": city(hours.zone.key),
        "minutes": practice().on_call.contact_within // timedelta(minutes=1),
    }
    return render(request, "practice/on_call.html", context, status=422 if form.errors else 200)


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: KeyholderRequest) -> HttpResponse:
    """POST says what to show: no address tells whom somebody looked up."""
    keyholder, own = request.keyholder, steward_mark(request.keyholder)
    form = EventsForm(kinds_noted(keyholder), who_acted(keyholder), own, request.POST or None)
    kind, who = form.chosen if request.method == "POST" else ("", None)
    asked = request.POST.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    page = page_of_events(keyholder, kind=kind, who=who, number=number)
    return render(request, "practice/done.html", {"page": page, "form": form, "own": own})
