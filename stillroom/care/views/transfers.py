"""The pages of going on with somebody else, and of what was brought along."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.actions.transfers import (
    bring_in,
    propose,
    refuse_summary,
    turn_down_proposal,
    want_summary,
    withdraw_proposal,
)
from stillroom.care.documents import Transfer
from stillroom.care.forms import BringForm, ProposalForm
from stillroom.care.luggage import Luggage, luggage_of
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.care.queries.transfers import brought_in, brought_one, transfer_of
from stillroom.practice.queries import Listing, listed, own_listing
from stillroom.vault.documents import Role

BOTH = (Role.CLIENT, Role.THERAPIST)
PROPOSED = define_notice("transfer-proposed", _("Sent. They read it under Today. Nothing moves without them."))
WITHDRAWN = define_notice("transfer-withdrawn", _("Taken back. They see that too."))
STAYS = define_notice("transfer-declined", _("Noted. You stay where you are, and nothing has changed."))
REFUSED = define_notice("summary-refused", _("Noted. This summary goes nowhere."))
WANTED = define_notice("summary-wanted", _("Asked. You read it first, and decide then."))
BROUGHT = define_notice("brought-along", _("Copied. It stands here now, and where it was as well."))


@dataclass(frozen=True, slots=True)
class Moving:
    """On an episode's page: a proposal that waits, what could be brought into it, and how much was."""

    transfer: Transfer | None
    luggage: tuple[Luggage, ...]
    brought: int
    is_client: bool


@episode_part
def moving_part(look: Look) -> Part | None:
    found = look.episode
    is_client = found.space.role is Role.CLIENT
    stored = transfer_of(look.keyholder, found) if found.is_open else None
    luggage = luggage_of(look.keyholder, found)
    brought = len(brought_in(look.keyholder, found))
    if stored is None and not luggage and not brought:
        return None
    return Part("care/_moving.html", Moving(stored.document if stored else None, luggage, brought, is_client))


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def transfer(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    if not found.is_open:
        raise Hidden
    return _hers(request, found) if found.space.role is Role.CLIENT else _his(request, found)


def _hers(request: KeyholderRequest, found: CareEpisode) -> HttpResponse:
    """The client's side: what is proposed, and the summary to be read."""
    refused, now = "", timezone.now()
    try:
        if "stay" in request.POST:
            turn_down_proposal(episode=found, now=now)
            return notify(redirect("care:episode", found.id), STAYS)
        if "refuse" in request.POST:
            refuse_summary(episode=found, summary=_as_sent(request.POST.get("summary", "")), now=now)
            return notify(redirect("care:transfer", found.id), REFUSED)
        if "want" in request.POST:
            want_summary(episode=found, now=now)
            return notify(redirect("care:transfer", found.id), WANTED)
    except Refused as error:
        refused = str(error)
        found = episode_of(request.keyholder, found.id)
    stored = transfer_of(request.keyholder, found)
    context = {"episode": found, "transfer": stored.document if stored else None, "refused": refused}
    return render(request, "care/transfer_client.html", context, status=422 if refused else 200)


def _as_sent(text: str) -> str:
    """Browsers send line breaks as CR LF."""
    return text.replace("\r\n", "\n")


def _his(request: KeyholderRequest, found: CareEpisode) -> HttpResponse:
    """The therapist's side: whom they name, and what they write."""
    keyholder, now = request.keyholder, timezone.now()
    colleagues = {str(each.id): each for each in _colleagues(request)}
    choices = [(id, each.name) for id, each in colleagues.items()]
    stored = transfer_of(keyholder, found)
    if "withdraw" in request.POST:
        withdraw_proposal(episode=found, now=now)
        return notify(redirect("care:episode", found.id), WITHDRAWN)
    form = ProposalForm(request.POST, colleagues=choices) if request.method == "POST" else None
    if form is not None and form.is_valid():
        given = form.cleaned_data
        try:
            propose(
                episode=found,
                colleague=colleagues.get(given["to"]),
                words=_as_sent(given["words"]),
                summary=_as_sent(given["summary"]),
                version=given["version"] or 0,
                now=now,
            )
            return notify(redirect("care:episode", found.id), PROPOSED)
        except Refused as error:
            stored = transfer_of(keyholder, episode_of(keyholder, found.id))
            now_there = stored.version if stored else 0
            form = ProposalForm({**request.POST.dict(), "version": now_there}, colleagues=choices)
            form.add_error(None, str(error))
    status = 422 if form is not None else 200
    form = form or ProposalForm(initial=_typed(stored.version, stored.document) if stored else None, colleagues=choices)
    context = {"episode": found, "form": form, "transfer": stored.document if stored else None}
    return render(request, "care/transfer.html", context, status=status)


def _typed(version: int, transfer: Transfer) -> dict[str, object]:
    to = str(transfer.to) if transfer.to else ""
    return {"to": to, "words": transfer.words, "summary": transfer.summary, "version": version}


def _colleagues(request: KeyholderRequest) -> Collection[Listing]:
    own = own_listing(request.keyholder)
    known = listed(request.keyholder, timezone.now())
    return [each for each in known if each.takes_requests and (own is None or each.id != own.id)]


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "POST"])
def bring(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Nothing is ticked beforehand, and everything can be read before it is ticked."""
    found = episode_of(request.keyholder, space)
    luggage = luggage_of(request.keyholder, found)
    groups = [
        (
            each.space.hex,
            str(_("From your time with %(name)s")) % {"name": each.source},
            [(p.of, p.title) for p in each.pieces],
        )
        for each in luggage
    ]
    form = BringForm(request.POST if request.method == "POST" else None, groups=groups)
    if request.method == "POST" and form.is_valid():
        try:
            bring_in(keyholder=request.keyholder, episode=found, chosen=form.chosen(), now=timezone.now())
            return notify(redirect("care:brought", space), BROUGHT)
        except Refused as error:
            form.add_error(None, str(error))
    context = {"episode": found, "luggage": luggage, "form": form}
    return render(request, "care/bring.html", context, status=422 if form.errors else 200)


@signed_in(*BOTH)
@require_safe
def brought(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    pieces = brought_in(request.keyholder, found)
    context = {"episode": found, "pieces": pieces, "is_client": found.space.role is Role.CLIENT}
    return render(request, "care/brought.html", context)


@signed_in(*BOTH)
@require_safe
def piece(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    stored = brought_one(request.keyholder, found, record)
    note_look(keyholder=request.keyholder, space=found.space, kinds=["care.brought"], now=timezone.now())
    return render(request, "care/brought_piece.html", {"episode": found, "piece": stored})
