"""The conversation of an episode."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
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
from stillroom.messaging.pages import AT_ONCE, earlier, end_of
from stillroom.messaging.queries import messages_of, new_in
from stillroom.vault.documents import Role

FORM = define_draft("message", title=_("A message"), page="messaging:conversation")


def _page(request: KeyholderRequest, episode: CareEpisode, form: MessageForm, status: int = 200) -> HttpResponse:
    messages = messages_of(request.keyholder, episode)
    now = timezone.now()
    end = end_of(messages, new_in(request.keyholder, episode, messages) if len(messages) > AT_ONCE else 0)
    mark_read(keyholder=request.keyholder, episode=episode, messages=messages, now=now)
    if messages:
        note_look(keyholder=request.keyholder, space=episode.space, kinds=["messaging.message"], now=now)
    context = {"episode": episode, "messages": end.messages, "before": end.of, "form": form, **_reading(episode)}
    return render(request, "messaging/conversation.html", context, status=status)


def _reading(episode: CareEpisode) -> dict[str, object]:
    """What `_talk.html` reads messages with."""
    return {"own": episode.space.fingerprint, "sentence_of": sentence_of}


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
    return redirect("messaging:conversation", space)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_GET
def talk(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """The messages alone, for a page that follows them live."""
    episode = episode_of(request.keyholder, space)
    messages = messages_of(request.keyholder, episode)
    mark_read(keyholder=request.keyholder, episode=episode, messages=messages, now=timezone.now())
    context = {"episode": episode, "messages": end_of(messages).messages, **_reading(episode)}
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
    context = {"episode": episode, "messages": stretch.messages, "stretch": stretch, **_reading(episode)}
    return render(request, "messaging/before.html", context)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def draft(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Keeps what is being typed, sealed in the writer's own space."""
    episode = episode_of(request.keyholder, space)
    fields = {"text": request.POST.get("text", "")}
    save_draft(keyholder=request.keyholder, form=FORM, about=episode.space.id, fields=fields, now=timezone.now())
    return draft_kept(request, "messaging:conversation", space)
