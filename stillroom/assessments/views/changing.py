"""What one of the two would change: shared with the other, or set aside for oneself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.assessments.actions import talk_about
from stillroom.assessments.forms import TalkForm
from stillroom.assessments.queries import responses_of
from stillroom.assessments.views.episode import start_page
from stillroom.assessments.views.talking import prompts_of
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.queries import episode_of
from stillroom.vault.documents import Role

SHARED = define_notice("change-shared", _("You both can read it now."))
ASIDE = define_notice("change-aside", _("Set aside. It comes back only with something new."))
OVER = define_notice("change-over", _("Nothing can be written here now. What stands here stays."))


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def talk(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """What came after the page was shown is not counted as seen."""
    episode, now = episode_of(request.keyholder, space), timezone.now()
    aside = request.POST.get("do") == "aside"
    form = TalkForm({"newest": request.POST.get("newest", "")} if aside else request.POST)
    if not form.is_valid():
        return start_page(request, episode, form)
    seen = form.cleaned_data.pop("newest")
    prompts = prompts_of(episode, responses_of(request.keyholder, episode))
    newest = min(seen or now, max((each.newest for each in prompts), default=now))
    if not (prompts or seen):
        return redirect("assessments:start", space)
    try:
        talk_about(episode=episode, newest=newest, **form.cleaned_data, now=now)
    except Refused:
        return notify(redirect("assessments:start", space), OVER)
    return notify(redirect("assessments:start", space), ASIDE if aside else SHARED)
