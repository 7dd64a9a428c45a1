"""The pages of one episode, and the ways into one by a code."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.people import KeyholderRequest, PersonRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.languages import reads
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import (
    CODE,
    give_consent,
    join_by_invite,
    note_look,
    offer_invite_once,
    record_identity,
    refuse_consent,
    send_identity_again,
    take_identity,
    withdraw_invite,
)
from stillroom.care.documents import Standing, State
from stillroom.care.forms import AskedAloudForm, CodeForm, IdentityForm, OfferForm
from stillroom.care.parts import Look, parts_of
from stillroom.care.queries import (
    CareEpisode,
    Changed,
    changed_since,
    consent_of,
    consents_due,
    consents_given,
    consents_missing,
    consents_open,
    consents_refused,
    delivery_of,
    episode_of,
    identity_of,
    invite_ends,
    signs_of,
    therapist_standing,
)
from stillroom.care.queries.covering import coverings_of
from stillroom.practice.queries import current_texts, own_listing
from stillroom.practice.texts import ConsentText
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.presses import new_press

BOTH = (Role.CLIENT, Role.THERAPIST)
AGREED = define_notice("agreed", _("Noted. You can read every text again on the page of what you agreed to."))
REFUSED = define_notice("said-no-to-text", _("Noted. What you agreed to before stands as it was."))
WITHDRAWN = define_notice("code-withdrawn", _("The code opens nothing any more."))
CARD_KEPT = define_notice("card-kept", _("Kept on the card."))
KEY_SENT = define_notice("key-sent", _("The key to your card is on its way again."))
WELCOME = define_notice("welcome", _("You are in. This page is yours and theirs, and nobody else's."))


@signed_in(*BOTH)
@require_safe
def episode(request: KeyholderRequest, space: UUID) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    found = episode_of(keyholder, space)
    take_identity(keyholder=keyholder, episode=found, now=now)
    note_look(keyholder=keyholder, space=found.space, kinds=["care.episode"], now=now)
    is_client = found.space.role is Role.CLIENT
    context = {
        "episode": found,
        "is_client": is_client,
        "therapist": therapist_standing(keyholder, found.episode.therapist, now),
        "delivery": delivery_of(keyholder, found, now) if is_client and found.episode.state is State.ASKED else None,
        "invite_ends": invite_ends(keyholder, found),
        "missing": _missing(keyholder, found),
        "let_in": any(each.standing.episode == found.id for each in coverings_of(keyholder)),
        "parts": parts_of(Look(keyholder, request.profile, found, now)),
    }
    return render(request, "care/episode.html", context)


def _missing(keyholder: Keyholder, found: CareEpisode) -> Sequence[ConsentText]:
    """How many texts are yet to be agreed to is all that this page says of them."""
    standing = cover_of(found.space).get(Standing)
    if not found.is_open or standing is None:
        return ()
    return consents_due(keyholder, standing, current_texts(keyholder, reads()))


@signed_in(*BOTH)
@require_safe
def opened(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    return render(request, "care/opened.html", {"episode": found, "signs": signs_of(request.keyholder, found)})


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def agree(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """One text at a time, each with its own yes; after the last one the list of them."""
    found = episode_of(request.keyholder, space)
    if request.method == "GET":
        return _agree_page(request, found)
    try:
        say = refuse_consent if "no" in request.POST else give_consent
        say(
            keyholder=request.keyholder,
            episode=found,
            language=reads(),
            text=request.POST.get("text", ""),
            sha256=request.POST.get("sha256", ""),
            now=timezone.now(),
        )
    except Refused as error:
        return _agree_page(request, found, str(error), 422)
    return notify(redirect("care:agree", space), REFUSED if "no" in request.POST else AGREED)


def _agree_page(request: KeyholderRequest, found: CareEpisode, refused: str = "", status: int = 200) -> HttpResponse:
    given = consents_given(request.keyholder, found)
    is_client = found.space.role is Role.CLIENT
    missing = consents_open(request.keyholder, found, reads())
    said_no = consents_refused(request.keyholder, found)
    context = {
        "episode": found,
        "is_client": is_client,
        "given": given,
        "missing": missing,
        "said_no": said_no,
        "refused": refused,
        "changed": changed_since(request.keyholder, found, missing[0]) if missing else None,
        "open_again": _open_again(request, found) if is_client and found.is_open and said_no else {},
    }
    asks = is_client and found.is_open and missing
    return render(request, "care/agree.html" if asks else "care/agreed.html", context, status=status)


def _open_again(request: KeyholderRequest, found: CareEpisode) -> dict[str, tuple[ConsentText, Changed | None]]:
    """What was said no to, by the id of its text, as it can still be agreed to."""
    missing = consents_missing(request.keyholder, found, reads())
    return {text.id: (text, changed_since(request.keyholder, found, text)) for text in missing}


@signed_in(*BOTH)
@require_safe
def agreed_text(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    context = {"episode": found, "consent": consent_of(request.keyholder, found, record)}
    return render(request, "care/agreed_text.html", context)


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def card(request: KeyholderRequest, space: UUID) -> HttpResponse:
    now = timezone.now()
    found = episode_of(request.keyholder, space)
    take_identity(keyholder=request.keyholder, episode=found, now=now)
    form_class = IdentityForm if found.space.role is Role.CLIENT else AskedAloudForm
    if request.method == "GET":
        return _card_page(request, found, None)
    form = form_class(request.POST)
    if form.is_valid():
        try:
            record_identity(
                keyholder=request.keyholder,
                episode=found,
                full_name=form.cleaned_data["full_name"],
                present_address=form.cleaned_data["present_address"],
                asked=bool(form.cleaned_data.get("asked")),
                now=now,
                version=form.cleaned_data["version"],
            )
            return notify(redirect("care:card", space), CARD_KEPT)
        except Refused as error:
            form = form_class({**request.POST.dict(), "version": ""})  # sent once more, it is meant
            form.add_error(None, str(error))
    return _card_page(request, found, form)


def _card_page(
    request: KeyholderRequest, found: CareEpisode, form: IdentityForm | None, refused: str = ""
) -> HttpResponse:
    """404 for an episode that has no card yet. A therapist whose key to it is missing is told what to do."""
    is_client = found.space.role is Role.CLIENT
    context: dict[str, object] = {"episode": found, "is_client": is_client, "refused": refused}
    try:
        identity = identity_of(request.keyholder, found)
    except Hidden:
        if found.episode.identity_space is None:
            raise
        return render(request, "care/card_closed.html", context)
    note_look(keyholder=request.keyholder, space=identity.space, kinds=["care.identity"], now=timezone.now())
    kept = identity.card.document if identity.card else None
    if form is None and found.is_open:
        typed: dict[str, object] = {"version": identity.card.version if identity.card else 0}
        if kept:
            typed |= {"full_name": kept.full_name, "present_address": kept.present_address}
        form = (IdentityForm if is_client else AskedAloudForm)(initial=typed)
    context |= {"card": kept, "form": form}
    return render(request, "care/card.html", context, status=422 if refused or (form and form.errors) else 200)


@signed_in(Role.CLIENT)
@require_POST
def card_key(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    try:
        send_identity_again(keyholder=request.keyholder, episode=found, now=timezone.now())
    except Refused as error:
        return _card_page(request, found, None, str(error))
    return notify(redirect("care:card", space), KEY_SENT)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def offer(request: KeyholderRequest) -> HttpResponse:
    """The code stands on the answer to the form and nowhere else."""
    keyholder, listing, now = request.keyholder, own_listing(request.keyholder), timezone.now()
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and listing is not None:
        called, press = form.cleaned_data["called"], form.cleaned_data["press"]
        try:
            code = offer_invite_once(keyholder=keyholder, listing=listing, called=called, press=press, now=now)
            return render(request, "care/offered.html", {"code": code, "called": called})
        except Refused as error:
            form.add_error(None, str(error))
    context = {"form": form, "listing": listing, "press": new_press(keyholder=keyholder, kind=CODE, now=now)}
    return render(request, "care/offer.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def withdraw(request: KeyholderRequest, space: UUID) -> HttpResponse:
    try:
        withdraw_invite(keyholder=request.keyholder, episode=episode_of(request.keyholder, space))
    except Refused:
        # Somebody has come in meanwhile: the page of the episode shows who.
        return redirect("care:episode", space)
    return notify(redirect("home:today"), WITHDRAWN)


@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest) -> HttpResponse:
    """Whoever has no name here yet types the code into a form that joining carries to its end."""
    if request.profile is None and request.method == "GET":
        return render(request, "care/invite_first.html", {"form": CodeForm()})
    return _invite(request)


@signed_in(Role.CLIENT)
def _invite(request: KeyholderRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            joined = join_by_invite(
                keyholder=request.keyholder,
                profile=request.profile,
                typed=form.cleaned_data["code"],
                now=timezone.now(),
            )
            return notify(redirect("care:episode", joined.id), WELCOME)
        except Refused as error:
            form.add_error("code", str(error))
    return render(request, "care/invite.html", {"form": form}, status=422 if form.errors else 200)
