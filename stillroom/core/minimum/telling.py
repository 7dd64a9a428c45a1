"""What can lead to somebody where no name stands: places, days, numbers, accounts. English and Spanish, no accents.

Looked for where nothing of it is needed, as in a summary for a colleague. A note of a session may hold some of it.
"""

import re
from collections.abc import Sequence

from stillroom.core.minimum.kinds import Kind

_MONTH = r"""
    january | february | (?<!\bthey\ )(?<!\bshe\ )(?<!\bhe\ )march(?=\ \d) | april | june | july | august | september
    | october | november | december | enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre
    | octubre | noviembre | diciembre
"""
_CALENDAR = rf"""
    ({_MONTH})(\ (de\ )?\d{{1,4}}(st|nd|rd|th)?)?
    | \d{{1,2}}\ (de\ )?({_MONTH}|may|march)
    | may\ \d{{1,2}}
    | (mon|tues|wednes|thurs|fri|satur|sun)days? | lunes | martes | miercoles | jueves | viernes | sabados? | domingos?
    | (19|20)\d\d | \d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}} | \d{{4}}-\d\d-\d\d
    | (on|since|until)\ the\ \d{{1,2}}(st|nd|rd|th)
    | christmas | thanksgiving | new\ year['’]?s | easter | halloween | navidad | ano\ nuevo | birthdays? | cumpleanos
"""
_CLOCK = r"""
    \d{1,2}:\d\d\s?(am|pm)? | \d{1,2}\s?(am|pm|p\.\ ?m\.|a\.\ ?m\.)
    | (at|a\ las)\ \d{1,2}(?!\d|:\d|\s?(/|of|percent|out|sessions?))
"""
_PLACES = r"""
    (\d+\ )?([\w'’]+\ )(street|avenue|boulevard|freeway|county|airport|university|college|high\ school|hospital|church)
    | (calle|avenida|colonia|barrio|condado)\ \w+ | zip\ codes? | codigo\ postal
    | california | los\ angeles | san\ (francisco|diego|jose) | oakland | sacramento | fresno | long\ beach | hollywood
    | las\ vegas | nevada | new\ york | texas | florida | mexico | tijuana | guatemala | el\ salvador | honduras
"""
_CAPITAL = r"[A-Z][a-z]{2,}(?:\s[A-Z][a-z]+)?"
_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Ene|Abr|Ago|Dic)[a-z]*"
_NOT_PLACES = (
    rf"(?!(?:{_MONTHS}|The|This|That|These|Those|She|He|They|Her|His|Their|We|It|All|Each|Care|Crisis|English|Spanish"
    r"|God|Zoom)\b)"
)
_BEFORE = r"[Ff]rom|[Nn]ear|[Ii]n|[Mm]oved to|[Bb]orn in|[Bb]ack to|[Dd]esde|[Cc]erca de|[Ee]n|[Nn]acio en"
_WHERE = re.compile(rf"\b(?:{_BEFORE})\s{_NOT_PLACES}{_CAPITAL}\b")
_MEASURED = "(/|out|of|sessions?|weeks?|months?|minutes|%)"
_SOME = "two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez"
_KIN = r"(young\ |older\ |younger\ )?(children|kids|daughters|sons|sisters|brothers|siblings|hij[ao]s|herman[ao]s)"
_NUMBERS = rf"""
    \d{{1,3}}[ -]?(years?[ -]old|y/?o) | aged?\ \d+ | (is|was|turned|turns)\ \d\d(?!\s?{_MEASURED})
    | (tiene|tenia|cumplio)\ \d+(\ anos)? | \d+\ anos
    | (\d+|{_SOME})\ {_KIN} | [$€£]\s?\d[\d.,]* | \d[\d.,]*\s?(dollars|dolares|pesos|euros|bucks)
    | \d{{3}}[ .-]\d{{3,4}}([ .-]\d{{4}})? | \d{{5,}}
"""
_TRACES = r"[\w.+-]+@[\w-]+\.\w+ | https?://\S+ | www\.\S+ | \w+\.(com|net|org|me)\b | (?<!\w)@\w{2,}"


def _any(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{lines})(?!\w)", re.IGNORECASE | re.VERBOSE)


TELLING: Sequence[tuple[Kind, re.Pattern[str]]] = (
    (Kind.TRACE, _any(_TRACES)),
    (Kind.DAY, _any(_CALENDAR)),
    (Kind.DAY, _any(_CLOCK)),
    (Kind.NUMBER, _any(_NUMBERS)),
    (Kind.PLACE, _any(_PLACES)),
    (Kind.PLACE, _WHERE),
)
