"""Words about work, law-breaking and immigration papers, in English and in Spanish, without accents.

Each line names beside it what it must leave alone, where that is not plain; the tests have a sentence for each.
"""

import re
from collections.abc import Sequence

from stillroom.core.minimum.kinds import Kind

DRUGS = "drugs?|weed|meth|cocaine|coke|heroin|fentanyl|pills|crack|benzos|opioids|adderall|oxy"
DROGAS = "drogas?|mota|marihuana|cocaina|cristal|pastillas|fentanilo|heroina"

WORK_ENGLISH = r"""
    escort(s|ing)?(?!\s+(her|his|him|them|me|out|to|by)\b)
    | sex[ -]?work(ers?|ing)? | prostitut\w+ | brothels? | strippers? | strip[ -]?clubs? | (exotic|lap)[ -]danc\w+
    | onlyfans | cam[ -]?(girls?|boys?|models?|ming|shows?) | dominatri\w+ | pro[ -]?dom(me)?s? | dungeon
    | full[ -]service\ (work\w*|sex|provider) | (in|out)-?calls? | punters? | turn(s|ed|ing)?\ tricks
    | sugar[ -](daddy|daddies|bab(y|ies)|dating) | porn\ (shoots?|sets?|actors?|actress(es)?|scenes?|films?|work)
    | (massage\ parlors? | erotic\ massages? | happy\ endings?) | adult\ (industry|entertainment|films?|content|work)
    | (stage|work|working)\ names? | pimp(s|ed|ing)? | street[ -](based|work\w*)
    | clients | (her|his|their|a|another|one|regular|paying|last)\ client(?!\ of\ this)
    | (works|worked|working)\ as\ an?\ (?!team|reward|reminder|cue|distraction|shield|buffer|way|kind|result)\w+
    | (works|worked|working)\ at\ (an?|the)\ (?!moment|pace|level|time|start|beginning|end|slower|own|same|edge)\w+
    | full[ -]service | gfe | girlfriend\ experience | bareback | fansly | fin[ -]?dom
    | (nudes?|feet)\ (pics|pictures|photos)
    | (sells?|sold|selling)\ (nudes|feet|videos|content) | trad(es|ed|ing)\ sex | (cash|paid|pays?|money)\ for\ sex
    | (charges?|charged)\ \$?\d+ | (works|worked|working)\ the\ streets? | (her|his|their)\ book(er|ings?)
    | (a|another)\ booking\ (went|was|turned) | (her|his|their|with\ a)\ regulars?
    | trafficked | shifts?\ at\ (an?|the)\ \w+ | danc(es|ed|ing)\ at\ (an?|the)\ \w+
    | advertis(es|ed|ing|ements?) | (her|his|their|posted|placed|online)\ ads?
"""
WORK_SPANISH = r"""
    trabajo\ sexual | trabajador[ae]s?\ sexual(es)? | prostitu\w+ | burdel(es)? | teibolera\w* | table\ dance
    | damas?\ de\ compania | bailarin[ae]?s?\ exotic[ao]s? | modelos?\ (web)?cam | nombre\ (artistico|de\ trabajo)
    | chulos? | (cobra|cobraba|cobro)\ \$?\d+ | trabaj(a|aba|o)\ en\ la\ calle | padrotes? | proxenet\w+
    | (los|sus|con|algunos|unos)\ clientes | (un|otro|ese|su)\ cliente | (una|otra)\ clienta
    | trabaj(a|aba|o)\ (como|de)\ (?!equipo|forma|manera|lunes|noche|dia)\w+
    | trabaj(a|aba|o)\ en\ una?\ (bar|club|casa|hotel|cantina|salon|spa|tienda|restaurante|fabrica|oficina)
    | (su|sus|publico|publica|puso|pone)\ (un\ )?anuncios?
"""
LAW_ENGLISH = rf"""
    shoplift\w* | forg(ed|es|ing)\ (an?|her|his|their)\ \w+ | smuggl\w+
    | lied\ to\ (welfare|immigration|the\ (police|court))
    | (uses|used|using|smokes|smoked|injects|injected)\ (meth|crack|heroin|fentanyl|cocaine|coke)\ at\ work
    | stole | steals | stealing | broke\ into | hit[ -]and[ -]run | (money\ )?laundering
    | (sell|sells|selling|sold|deals?|dealing|dealt|buys?|buying|bought)\ (?!with\b)(\w+\ )?({DRUGS})
    | drug\ deal(er|ing) | drunk[ -]driving | dui | (drove|drives?|driving)\ (drunk|high) | illegal(ly)?
    | (arrest|bench|outstanding|open)\ warrants? | (?<!cardiac\ )arrest(ed|s)? | on\ (probation|parole)
    | (?<!like\ )(in|to|from|out\ of)\ (jail|prison) | incarcerat\w+ | (?<!\ba\ )fraud(?!\ alert) | tax\ evasion
    | under\ the\ table | off\ the\ books | unreported\ (income|earnings|cash)
    | (does|did|do)\ (not|n['’]t)\ (report|declare)\ (\w+\ )?(income|earnings|cash|money)
    | (pays?|paid)\ no\ tax(es)? | (fake|false|forged)\ ids? | felony | misdemeanor | criminal\ record
    | charges?\ (pending|against\ (her|him|them))
"""
LAW_SPANISH = rf"""
    falsific\w+ | (roba|robo|robaba|robar|robando)(?=\ (en|cosas|dinero|ropa|comida|una?|las?|los?)\b)
    | robo\ en\ (una?|las?|los?)\ \w+
    | (vend|compr)(e|ia|io|er|iendo|a|aba|o|ar|ando)\ (\w+\ )?({DROGAS}) | ilegal(es|mente)?
    | orden\ de\ (arresto|aprehension|captura) | arrest(ad[oa]s?|aron|o) | (en|a)\ la\ carcel | en\ prision
    | libertad\ condicional | fraude | no\ (declara|declaro|paga|pago)\ (los\ |sus\ )?(impuestos|ingresos)
    | manej\w+\ (borrach[oa]|tomad[oa]|ebri[oa]) | antecedentes\ penales | delitos?
"""
PAPERS_ENGLISH = r"""
    undocumented | (no|without|lost\ her|lost\ his|lost\ their|fake|false)\ papers | visas?(?!\ (card|debit|credit))
    | green\ cards? | immigra(tion|nts?) | uscis | daca | deport(s|ed|ing|ations?)? | asylum | overstay\w*
    | illegal\ aliens? | (crossed|crossing|cross)\ the\ border | border\ patrol | work\ permits? | citizenship
"""
PAPERS_SPANISH = r"""
    indocumentad\w+ | (sin|no\ tiene|no\ tener)\ papeles | tarjeta\ verde | inmigra(cion|ntes?) | migratori[oa]s?
    | la\ migra | deport(acion(es)?|ar\w*|ad[oa]s?) | asilo(?!\ de\ ancianos) | (cruzo|cruzar|cruzando)\ la\ frontera
    | permiso\ de\ trabajo | ciudadania
"""


def _any(*lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lines)})\b", re.IGNORECASE | re.VERBOSE)


PATTERNS: Sequence[tuple[Kind, re.Pattern[str]]] = (
    (Kind.PAPERS, _any(PAPERS_ENGLISH, PAPERS_SPANISH)),
    (Kind.PAPERS, re.compile(r"\bICE\b")),  # never the ice in a glass
    (Kind.WORK, _any(WORK_ENGLISH, WORK_SPANISH)),
    (
        Kind.WORK,
        re.compile(r"\bjohns\b|\bworks? (?:nights )?(?:at|for) [A-Z]\w+|\b[Dd]ances? at [A-Z]\w+|\bEros\b|\bTryst\b"),
    ),
    (Kind.LAW, _any(LAW_ENGLISH, LAW_SPANISH)),
)
