"""The conversation of an episode."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.drafting import define_draft, draft_kept
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden, Refused
from stillroom.care.actions import note_look
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.care.telling import sentence_of
from stillroom.messaging.actions import mark_read, send_message
from stillroom.messaging.forms import MessageForm
from stillroom.messaging.pages import AT_ONCE, earlier, end_of, page_of
from stillroom.messaging.queries import messages_of, new_in
from stillroom.safety.documents import Raised
from stillroom.safety.marks import FLAGS, Ask
from stillroom.safety.passing import carry_flags
from stillroom.safety.queries import HelpNow, flags_of, help_with
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role

FORM = define_draft("message", title=_("A message"), page="messaging:conversation")


def _page(
    request: KeyholderRequest, episode: CareEpisode, form: MessageForm, status: int = 200, look: Ask = Ask.NOT
) -> HttpResponse:
    """`look`: something was marked so a moment ago."""
    messages = messages_of(request.keyholder, episode)
    now = timezone.now()
    end = end_of(messages, new_in(request.keyholder, episode, messages) if len(messages) > AT_ONCE else 0)
    mark_read(keyholder=request.keyholder, episode=episode, messages=messages, now=now)
    if messages:
        note_look(keyholder=request.keyholder, space=episode.space, kinds=["messaging.message"], now=now)
    is_client = request.profile.role is Role.CLIENT
    context = {
        "episode": episode,
        "messages": end.messages,
        "before": end.of,
        "form": form,
        "help_now": _help(request, episode, look, now) if is_client else None,
        "told": look is not Ask.NOT,
        **_reading(request, episode),
    }
    return render(request, "messaging/conversation.html", context, status=status)


def _help(request: KeyholderRequest, episode: CareEpisode, look: Ask, now: datetime) -> HelpNow:
    told = look is not Ask.NOT
    return help_with(request.keyholder, episode, now, request.profile.zone, FLAGS[look], told)


def _reading(request: KeyholderRequest, episode: CareEpisode) -> dict[str, object]:
    """What `_talk.html` reads messages with. `marked`: ids of those for which a flag was raised."""
    raised = cover_of(episode.space).get(Raised) is not None
    marked = {flag.stored.document.about for flag in flags_of(request.keyholder, episode)} if raised else set()
    return {"own": episode.space.fingerprint, "sentence_of": sentence_of, "marked": marked}


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def conversation(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    if request.method == "GET":
        draft = draft_of(request.keyholder, FORM, space)
        return _page(request, episode, MessageForm(initial=draft.document.fields if draft else None))
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, form, status=422)
    now = timezone.now()
    try:
        send_message(episode=episode, now=now, **form.cleaned_data)
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, episode_of(request.keyholder, space), form, status=422)
    drop_draft(keyholder=request.keyholder, form=FORM, about=space, now=now)
    if form.cleaned_data["look"] is Ask.NOT or request.profile.role is not Role.CLIENT:
        return redirect("messaging:conversation", space)
    # Help comes with the answer to this very request, as with a grave answer to a question.
    carry_flags(keyholder=request.keyholder, now=now)
    return _page(request, episode_of(request.keyholder, space), MessageForm(), look=form.cleaned_data["look"])


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_GET
def talk(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """The messages alone, for a page that follows them live."""
    episode = episode_of(request.keyholder, space)
    messages = messages_of(request.keyholder, episode)
    mark_read(keyholder=request.keyholder, episode=episode, messages=messages, now=timezone.now())
    context = {"episode": episode, "messages": end_of(messages).messages, **_reading(request, episode)}
    return render(request, "messaging/_talk.html", context)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_GET
def before(request: KeyholderRequest, space: UUID, page: int) -> HttpResponse:
    """What was written before the end of a long conversation."""
    episode = episode_of(request.keyholder, space)
    stretch = earlier(messages_of(request.keyholder, episode), page)
    if stretch is None:
        raise Hidden
    note_look(keyholder=request.keyholder, space=episode.space, kinds=["messaging.message"], now=timezone.now())
    context = {"episode": episode, "messages": stretch.messages, "stretch": stretch, **_reading(request, episode)}
    return render(request, "messaging/before.html", context)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_GET
def marked(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """Leads to one message, on whatever page it stands."""
    messages = messages_of(request.keyholder, episode_of(request.keyholder, space))
    place = next((place for place, message in enumerate(messages) if message.id == record), None)
    if place is None:
        raise Hidden
    page = page_of(place, messages)
    name, args = ("messaging:before", [space, page]) if page else ("messaging:conversation", [space])
    return redirect(f"{reverse(name, args=args)}#m{record.hex}")


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def draft(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Keeps what is being typed, sealed in the writer's own space."""
    episode = episode_of(request.keyholder, space)
    fields = {"text": request.POST.get("text", "")}
    save_draft(keyholder=request.keyholder, form=FORM, about=episode.space.id, fields=fields, now=timezone.now())
    return draft_kept(request, "messaging:conversation", space)
