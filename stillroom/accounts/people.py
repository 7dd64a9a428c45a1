"""Who is asking: what the middleware puts on a request, and the gates in front of views."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from stillroom.accounts.documents import Profile, upgrade_profile
from stillroom.accounts.forms import SignInForm
from stillroom.accounts.keeping import keep
from stillroom.base.errors import Hidden
from stillroom.vault.accounts import profile_from
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.sessions import Entered

SESSION_COOKIE = "__Host-v"
TODAY = "home:today"  # where everybody starts once they are in

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


class PersonRequest(HttpRequest):
    """Any request after the middleware: `keyholder` and `profile` are None for somebody not signed in."""

    keyholder: Keyholder | None
    profile: Profile | None
    session_id: bytes
    came: datetime


class KeyholderRequest(HttpRequest):
    """A request behind `signed_in`: somebody is there. `came` is the instant at which it came."""

    keyholder: Keyholder
    profile: Profile
    session_id: bytes
    came: datetime


def profile_of_entered(entered: Entered) -> Profile:
    """The profile of whoever a request comes from, without asking the database again."""
    return profile_from(entered.profile, Profile, upgrade_profile)


AnyRequest = PersonRequest | KeyholderRequest
View = Callable[Concatenate[KeyholderRequest, P], R]
Guarded = Callable[Concatenate[HttpRequest, P], R | HttpResponse]


def signed_in(*roles: Role) -> Callable[[View[P, R]], Guarded[P, R]]:
    """Lets in whoever is signed in (with one of `roles`, if given).

    A browser whose session has ended is asked to sign in again, and what it sent is kept behind that page; anybody
    else gets the 404 of a page that never was.
    """

    def gate(view: View[P, R]) -> Guarded[P, R]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
            profile: Profile | None = getattr(request, "profile", None)
            if profile is None:
                return _asked_to_sign_in(request)
            if roles and profile.role not in roles:
                raise Hidden
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # the check above made it one

        return guarded

    return gate


def _asked_to_sign_in(request: HttpRequest) -> HttpResponse:
    cookie = request.COOKIES.get(SESSION_COOKIE)
    if cookie is None:
        raise Hidden
    if request.method != "POST":
        return redirect("accounts:sign_in")
    kept = keep(request=request, cookie=cookie, now=request.came)  # type: ignore[attr-defined]  # by the middleware
    # 403, so that a page's own script sees that nothing was saved.
    context = {"form": SignInForm(), "locked": True, "kept": kept, "onward": ""}
    return render(request, "accounts/sign_in.html", context, status=403)
