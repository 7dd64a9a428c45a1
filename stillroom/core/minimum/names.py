"""Names of people in a text: after a word that goes before a name, and given names that are hardly anything else.

Left out of the list is what is also a month, a flower, a place or a word ("Grace", "Mark", "Dolores", "Santiago");
after a word such as "sister" each of these is found all the same.
"""

import re
from collections.abc import Collection, Iterator

_GIVEN_WORDS = """
    aaron abigail adam adrian adriana aisha alan alejandra alejandro alex alexander alexandra alice alicia
    alison allison alvaro amanda amelia amy ana andrea andres andrew angela anna anne anthony antonio arturo
    ashley barbara beatriz becky ben benjamin beth betty beverly bob brandon brenda brian bruce bruno caleb
    carla carlos carmen carol caroline catalina catherine cecilia cesar charles chloe chris christine
    christopher cindy claudia connor craig cristina cynthia damian dan daniel daniela danielle darren dave david
    deborah denise dennis derek diana diane diego dominic donald donna dorothy doug douglas dylan edgar eduardo
    edward elena elijah elizabeth ellen emilia emilio emily emma enrique eric erica erik erin ernesto esteban
    esther ethan evelyn felipe fernanda fernando fiona francisca francisco gabriel gabriela gary george gerald
    gerardo gilberto gloria gonzalo gregory guillermo gustavo hannah harold heather hector helen henry hernan
    holly hugo ian ignacio isaac isabel isabella ivan jacob jaime james jamie janet janice jared jason javier
    jeff jeffrey jennifer jenny jeremy jerry jesse jessica jim jimena joan joanna joaquin joel john jonathan
    jorge jose joseph josh joshua joyce juan juana juanita judith judy julia julian juliana julie julio justin
    karen karina karla kate katherine kathleen kathy katie keisha keith kenneth kevin kimberly kyle larry latoya
    laura lauren leah leonardo leslie leticia liam linda lisa logan lorena lorenzo louis lucas lucia lucy luis
    luisa lupe luke manuel marcela marcos marcus margaret margarita maria mariana maribel mario marisol martha
    martin matias matt matthew mateo megan melanie melissa michael michelle miguel miranda monica monique nancy
    naomi natalia natalie nathan nicholas nicole nina noah noelia norma octavio olga olivia oscar owen pablo
    pamela paola patricia patrick paul paula paulina pedro peter philip rachel rafael ralph ramiro ramon raquel
    raul rebecca renata rene ricardo richard roberta roberto rodolfo rodrigo roger ronald rosa ruben russell
    ruth ryan samantha samuel sandra sara sarah sebastian sergio shannon sharon shirley silvia simon sofia sonia
    sophia sophie stacy stephanie stephen steve steven susan susana tammy tanya tatiana teresa terrence theresa
    thomas tiffany tim timothy tina todd tony tracy tyler tyrone valentina valeria vanessa veronica vicente
    victoria vincent viviana walter wendy william ximena yesenia yolanda zachary
"""
GIVEN = frozenset(_GIVEN_WORDS.split())

_KIN = r"""
    sister | brother | mother | mom | mum | father | dad | husband | wife | partner | boyfriend | girlfriend | ex
    | friend | roommate | cousin | aunt | uncle | niece | nephew | son | daughter | boss | manager | coworker
    | colleague | neighbor | landlord | landlady | client | pimp | named | hermana | hermano | madre | mama | padre
    | papa | esposo | esposa | marido | pareja | novio | novia | amigo | amiga | primo | prima | tio | tia | hijo
    | hija | jefe | jefa | vecino | vecina | cliente | clienta | se\ llama | llamado | llamada
"""
_WITH = r"""
    told | met(?:\ with)?
    | texted | dated | dating | married | (?:lives?|living|moved\ in|talked|spoke|argued|fought|slept)\ with
    | (?:talked|spoke|lied)\ to | (?:vive|hablo|habla|discutio|peleo|salio|sale)\ con
"""
_TITLE = r"Mr|Mrs|Ms|Mx|Dr|Dra|Sr|Sra|Srta"
_NAME = r"[A-Z][a-z]{1,20}(?:[-'’][A-Z][a-z]+)?"
_CUED = re.compile(rf"(?xi:\b(?:{_KIN}|{_WITH}),?\s+)(?P<name>{_NAME})\b")
_TITLED = re.compile(rf"\b(?:{_TITLE})\.?\s+(?P<name>{_NAME})\b")
_ANY = re.compile(rf"\b(?P<name>{_NAME})\b")

# After "told her friend", and with a capital, but nobody's name.
_NOBODY_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter thanksgiving halloween ramadan english spanish god zoom
    instagram whatsapp facebook tinder medicaid medicare kaiser california irvine she he they client the and but
    in on at when who because after before i we it this that has had is was said says
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())


def names_in(text: str, ours: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where names stand. `text` without accents; `ours`: casefolded, those that may stand there."""
    for pattern in (_CUED, _TITLED):
        for match in pattern.finditer(text):
            if match["name"].casefold() not in _NOBODY and match["name"].casefold() not in ours:
                yield match.span("name")
    for match in _ANY.finditer(text):
        name = match["name"].casefold()
        if name in GIVEN and name not in ours:
            yield match.span("name")
