"""Lock, sign out, sign out everywhere, and the way out that works at once."""

from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.actions import end_everywhere
from stillroom.accounts.browser import NEUTRAL, end_own, forget, is_from_here
from stillroom.accounts.people import KeyholderRequest, PersonRequest, signed_in


@csrf_exempt
@require_POST
def leave(request: PersonRequest) -> HttpResponse:
    """Ends the session and takes from the browser what a site can take (U3), then shows the neutral start page.

    An exit that asks for a token does not work when it is needed most (cookies off, a page open since yesterday).
    What a token would guard against, a strange site signing somebody out, its origin tells.
    """
    if not is_from_here(request):
        return HttpResponseForbidden()
    end_own(request=request, now=request.came)
    response = redirect(NEUTRAL)
    response.status_code = 303
    return forget(request, response)


@require_POST
def lock(request: PersonRequest) -> HttpResponse:
    """Ends the session; the cookie stays, so that the next page says "locked" and what is still sent is kept."""
    end_own(request=request, now=request.came)
    response = redirect("accounts:sign_in")
    response.status_code = 303
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/signed_out.html")
    end_own(request=request, now=request.came)
    return forget(request, redirect("accounts:sign_out"))


@require_POST
@signed_in()
def sign_out_everywhere(request: KeyholderRequest) -> HttpResponse:
    end_everywhere(keyholder=request.keyholder)
    return forget(request, redirect("accounts:sign_out"))


@require_POST
@signed_in()
def stay(request: KeyholderRequest) -> HttpResponse:
    """A page says that somebody is reading it; the middleware has put off the lock already."""
    return HttpResponse(status=204)
