"""What every page knows: who is there, which practice this is, what to say after a redirect."""

from django.http import HttpRequest

from stillroom.base.notices import notice_of


def page(request: HttpRequest) -> dict[str, object]:
    return {
        "keyholder": getattr(request, "keyholder", None),
        "profile": getattr(request, "profile", None),
        "notice": notice_of(request),
    }
