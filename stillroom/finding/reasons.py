"""The reasons of `core.matching` in words that people say."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.core.matching.needs import Aspect, Reason
from stillroom.finding.looking import PARTS, Wished
from stillroom.practice.choices import APPROACHES, LANGUAGES, MEDIA, SPECIALITIES, Names
from stillroom.practice.states import STATES

MONDAY = date(2024, 1, 1)
PART_WORDS: Names = {
    "morning": gettext_lazy("morning"),
    "afternoon": gettext_lazy("afternoon"),
    "evening": gettext_lazy("evening"),
    "night": gettext_lazy("night"),
}
SAFE_FITS: Names = {
    "yes": gettext_lazy("has said yes to people in your work beforehand"),
    "worked": gettext_lazy("has done this work themselves"),
    "woman": gettext_lazy("is a woman"),
    "man": gettext_lazy("is a man"),
    "nonbinary": gettext_lazy("is nonbinary"),
    "trans": gettext_lazy("is trans"),
    "queer": gettext_lazy("is lesbian, gay, bi or queer"),
    "color": gettext_lazy("is a person of color"),
    "migrant": gettext_lazy("came here from another country"),
    "disabled": gettext_lazy("lives with a disability"),
}
NAMED_TIMES = 2  # more of them make no sentence


def fits_words(reason: Reason) -> str:
    """Why somebody stands here: "speaks Spanish"."""
    return FITS[reason.aspect](reason.codes)


def misses_words(reason: Reason) -> str:
    """What does not fit, as plainly: "does not do voice calls"."""
    return MISSES[reason.aspect](reason.codes)


def weekday(code: str) -> str:
    return date_format(MONDAY + timedelta(days=int(code)), "l")


def _listed(names: Mapping[str, object], codes: Iterable[str]) -> str:
    chosen = set(codes)
    return ", ".join(str(name) for code, name in names.items() if code in chosen)


def _times(codes: tuple[str, ...]) -> str:
    ordered = sorted(codes, key=lambda code: (code[0], PARTS.index(code[2:])))
    named = [
        _("%(day)s %(part)s") % {"day": weekday(code[0]), "part": PART_WORDS[code[2:]]}
        for code in ordered[:NAMED_TIMES]
    ]
    times = _(" and ").join(named)
    if len(codes) > NAMED_TIMES:
        return _("free on %(times)s and more of your times, by your clock") % {"times": times}
    return _("free on %(times)s, by your clock") % {"times": times}


def _budget(codes: tuple[str, ...]) -> str:
    if codes == ("full",):
        return _("costs within what you said")
    return _("costs more, but goes down as far as what you said: ask for the lower fee")


def _media_missed(codes: tuple[str, ...]) -> str:
    words = {
        "video": _("does not meet by video"),
        "voice": _("does not do voice calls"),
        "text": _("does not meet in writing"),
    }
    return ", ".join(words[code] for code in words if code in codes)


def _safe_missed(codes: tuple[str, ...]) -> str:
    return _("has not said: %(words)s") % {"words": _listed(SAFE_FITS, codes)}


Say = Callable[[tuple[str, ...]], str]
FITS: Mapping[Aspect, Say] = {
    Aspect.STATE: lambda codes: _("may see you in %(state)s") % {"state": STATES.get(codes[0], codes[0])},
    Aspect.LANGUAGE: lambda codes: _("speaks %(words)s") % {"words": _listed(LANGUAGES, codes)},
    Aspect.MEDIUM: lambda codes: _("meets by: %(words)s") % {"words": _listed(MEDIA, codes)},
    Aspect.HELP: lambda codes: _("knows well: %(words)s") % {"words": _listed(SPECIALITIES, codes)},
    Aspect.WAYS: lambda codes: _("works with: %(words)s") % {"words": _listed(APPROACHES, codes)},
    Aspect.SAFE: lambda codes: _listed(SAFE_FITS, codes),
    Aspect.TIMES: _times,
    Aspect.BUDGET: _budget,
    Aspect.SOON: lambda codes: _("free within a week"),
}
MISSES: Mapping[Aspect, Say] = {
    Aspect.STATE: lambda codes: _("may not see you in %(state)s") % {"state": STATES.get(codes[0], codes[0])},
    Aspect.LANGUAGE: lambda codes: _("does not speak %(words)s") % {"words": _listed(LANGUAGES, codes)},
    Aspect.MEDIUM: _media_missed,
    Aspect.OPEN: lambda codes: _("is away and takes nobody new right now"),
    Aspect.HELP: lambda codes: _("does not name: %(words)s") % {"words": _listed(SPECIALITIES, codes)},
    Aspect.WAYS: lambda codes: _("does not name: %(words)s") % {"words": _listed(APPROACHES, codes)},
    Aspect.SAFE: _safe_missed,
    Aspect.TIMES: lambda codes: _("has no free time when you said"),
    Aspect.BUDGET: lambda codes: _("costs more than you said"),
    Aspect.SOON: lambda codes: _("has no free time in the next four weeks"),
}


def wished_words(wished: Wished) -> tuple[str, ...]:
    """What somebody said, for them to look at: one piece for each question that they did not leave out."""
    said = [
        _listed(SPECIALITIES, wished.help),
        _listed(SAFE_FITS, wished.safe),
        _needed(_listed(LANGUAGES, wished.languages), wished.language_needed),
        _needed(_listed(MEDIA, wished.media), wished.medium_needed),
        ", ".join([*(weekday(day) for day in wished.days), *(str(PART_WORDS[part]) for part in wished.parts)]),
        "" if wished.budget is None else _("%(budget)s dollars at most") % {"budget": wished.budget},
        _listed(APPROACHES, wished.ways),
        STATES.get(wished.state, ""),
    ]
    return tuple(each for each in said if each)


def _needed(words: str, is_needed: bool) -> str:
    return _("%(words)s (has to be)") % {"words": words} if words and is_needed else words
