"""Which language a page is read in, and how money, days and the names of languages are written in it.

A visitor's choice lies in a session cookie of a neutral name (U5); a person's own lies in their sealed profile.
Nothing of it is ever in an address.
"""

from decimal import Decimal
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_from_request

SOURCE = "en"  # what the code and its sentences are written in
# The practice and its money are in the United States, whichever language its people read.
_LOCALES = MappingProxyType({"en": Locale("en", "US"), "es": Locale("es", "US")})


def reads() -> str:
    """The language of the page that is being made: a code of `settings.LANGUAGES`."""
    language = (get_language() or SOURCE).partition("-")[0]
    return language if language in _LOCALES else SOURCE


def reader() -> Locale:
    return locale_of(reads())


def locale_of(language: str) -> Locale:
    """Raises UnknownLocaleError for what is not one of ours and not of the Unicode consortium's either."""
    return _LOCALES.get(language) or Locale.parse(language, sep="-")


def money(amount: Decimal, currency: str) -> str:
    """`amount` in `currency` (ISO 4217), as the reader writes it: "$150.00"."""
    return str(format_currency(amount, currency, locale=reader()))


def language_name(code: str) -> str:
    """ "es" -> "Spanish", for an English reader; a code that nobody knows is its own name."""
    try:
        return Locale.parse(code, sep="-").get_display_name(reader()) or code
    except (UnknownLocaleError, ValueError):
        return code


def asked_for(request: HttpRequest) -> str:
    """The choice in the cookie, else what the browser asks for, else English."""
    return get_language_from_request(request)


def chosen_here(request: HttpRequest) -> str:
    """The choice that was made in this browser, or ''."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def remember(response: HttpResponse, language: str) -> HttpResponse:
    """Until the window closes. Not HttpOnly: the way out takes it away before anything else is asked of the server."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, secure=True, samesite="Strict", path="/")
    return response
