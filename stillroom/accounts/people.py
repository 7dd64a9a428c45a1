"""Who is asking: what the middleware puts on a request, and the gates in front of views."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from stillroom.accounts.documents import Profile
from stillroom.base.errors import Hidden
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder

SESSION_COOKIE = "__Host-v"

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """Any request after the middleware: `keyholder` and `profile` are None for somebody not signed in."""

    keyholder: Keyholder | None
    profile: Profile | None
    session_id: bytes


class KeyholderRequest(HttpRequest):
    """A request behind `signed_in`: somebody is there."""

    keyholder: Keyholder
    profile: Profile
    session_id: bytes


View = Callable[Concatenate[KeyholderRequest, P], HttpResponse]


def signed_in(*roles: Role) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Lets in whoever is signed in (with one of `roles`, if given).

    A browser whose session has ended is asked to sign in again; anybody else gets the 404 of a page that never was.
    """

    def gate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            profile: Profile | None = getattr(request, "profile", None)
            if profile is None:
                if SESSION_COOKIE in request.COOKIES:
                    return redirect("accounts:sign_in")
                raise Hidden
            if roles and profile.role not in roles:
                raise Hidden
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # the check above made it one

        return guarded

    return gate
