"""What every page knows: who is there, the menu, what to say after a redirect."""

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from stillroom.accounts.documents import Profile
from stillroom.base.notices import notice_of
from stillroom.desk.tabs import file_tabs
from stillroom.home.menu import menu
from stillroom.practice.queries import practice


def page(request: HttpRequest) -> dict[str, object]:
    profile: Profile | None = getattr(request, "profile", None)
    return {
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # masked once a page, which has several forms
        "keyholder": getattr(request, "keyholder", None),
        "profile": profile,
        "notice": notice_of(request),
        "menu": menu(profile),
        "practice": practice(),
        "file_tabs": file_tabs,
    }
