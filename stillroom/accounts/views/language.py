"""Which language the pages are in: by a form, so that nothing of it stands in an address."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from stillroom.accounts.actions import choose_language
from stillroom.accounts.browser import NEUTRAL, is_from_here
from stillroom.accounts.people import PersonRequest
from stillroom.base.languages import remember


@csrf_exempt
@require_POST
def language(request: PersonRequest) -> HttpResponse:
    """A visitor's choice lasts until the window closes or they leave; a person's own goes with them.

    Without a token, because the neutral start page sets no cookie: what a token would guard against, a strange site
    that turns the language, the origin tells.
    """
    if not is_from_here(request):
        return HttpResponseForbidden()
    back, chosen = request.POST.get("here", ""), request.POST.get("language", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, None):
        back = NEUTRAL
    response = redirect(back)
    response.status_code = 303
    if chosen not in dict(settings.LANGUAGES):
        return response
    if request.keyholder is not None and request.profile is not None:
        choose_language(keyholder=request.keyholder, profile=request.profile, language=chosen)
    return remember(response, chosen)
