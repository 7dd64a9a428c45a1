"""What a note is asked about before it is signed, in English and in Spanish, and what it must not be."""

import pytest

from stillroom.core.minimum.asking import places_in, plain
from stillroom.core.minimum.kinds import Kind

WORK, NAME, LAW, PAPERS = Kind.WORK, Kind.NAME, Kind.LAW, Kind.PAPERS

ASKED = [
    ("Began escorting two years ago.", WORK, "escorting"),
    ("An escort from another city.", WORK, "escort"),
    ("She is a sex worker and tired of hiding it.", WORK, "sex worker"),
    ("A bad night at the strip club.", WORK, "strip club"),
    ("Her OnlyFans was shared without consent.", WORK, "OnlyFans"),
    ("Two clients cancelled, so rent is short.", WORK, "clients"),
    ("A client followed her home.", WORK, "A client"),
    ("Works as a dominatrix on weekends.", WORK, "Works as a dominatrix"),
    ("She works at the airport.", WORK, "works at the airport"),
    ("He works for Amazon at night.", WORK, "works for Amazon"),
    ("Took down her ads after the call.", WORK, "her ads"),
    ("Does out-calls again.", WORK, "out-calls"),
    ("Hace trabajo sexual desde hace un año.", WORK, "trabajo sexual"),
    ("Dos de sus clientes no pagaron.", WORK, "sus clientes"),
    ("Un cliente la siguió.", WORK, "Un cliente"),
    ("Trabaja como bailarina.", WORK, "Trabaja como bailarina"),
    ("Trabaja en un bar de noche.", WORK, "Trabaja en un bar"),
    ("Does full service.", WORK, "full service"),
    ("Her booker raised the fee.", WORK, "Her booker"),
    ("Trades sex for rent.", WORK, "Trades sex"),
    ("Charges 300 an hour.", WORK, "Charges 300"),
    ("She works the street again.", WORK, "works the street"),
    ("Dances at Sapphire.", WORK, "Dances at Sapphire"),
    ("Su chulo le pega.", WORK, "chulo"),
    ("Cobra 200 por hora.", WORK, "Cobra 200"),
    ("Met with Tamika yesterday.", NAME, "Tamika"),
    ("Forged a prescription.", LAW, "Forged a prescription"),
    ("Smuggled her cousin over.", LAW, "Smuggled"),
    ("Lied to welfare about it.", LAW, "Lied to welfare"),
    ("Falsificó una receta.", LAW, "Falsificó"),
    ("Her sister Keisha knows.", NAME, "Keisha"),
    ("Argued with Darnell again.", NAME, "Darnell"),
    ("Her boyfriend, Kofi, was kind.", NAME, "Kofi"),
    ("Maria called her after the session.", NAME, "Maria"),
    ("Sleeps better since José moved out.", NAME, "José"),
    ("Referred by Dr. Okafor.", NAME, "Okafor"),
    ("She told Grace everything.", NAME, "Grace"),
    ("Su hermana Lucía no lo sabe.", NAME, "Lucía"),
    ("Vive con Ramiro desde mayo.", NAME, "Ramiro"),
    ("Su hijo se llama Ángel.", NAME, "Ángel"),
    ("Fue a ver a la Sra. Quintero.", NAME, "Quintero"),
    ("Admits shoplifting last month.", LAW, "shoplifting"),
    ("He sold some pills to pay rent.", LAW, "sold some pills"),
    ("Drove drunk on Friday.", LAW, "Drove drunk"),
    ("Was arrested in 2019.", LAW, "arrested"),
    ("There is an outstanding warrant.", LAW, "outstanding warrant"),
    ("Does not report the income.", LAW, "Does not report the income"),
    ("Is on probation until May.", LAW, "on probation"),
    ("Paid under the table.", LAW, "under the table"),
    ("Vendía drogas en la escuela.", LAW, "Vendía drogas"),
    ("Lo arrestaron el año pasado.", LAW, "arrestaron"),
    ("Estuvo en la cárcel.", LAW, "en la cárcel"),
    ("No paga impuestos.", LAW, "No paga impuestos"),
    ("Her visa runs out in June.", PAPERS, "visa"),
    ("She is undocumented.", PAPERS, "undocumented"),
    ("Afraid of ICE at the door.", PAPERS, "ICE"),
    ("Fears being deported.", PAPERS, "deported"),
    ("Waits for her asylum hearing.", PAPERS, "asylum"),
    ("Vive sin papeles.", PAPERS, "sin papeles"),
    ("Teme que la deporten o la deportación de su madre.", PAPERS, "deportación"),
    ("Le preocupa la migra.", PAPERS, "la migra"),
    ("Espera su permiso de trabajo.", PAPERS, "permiso de trabajo"),
]
SILENT = [
    "She regularly sees friends; a regular day helped. Met with her sister. Books a walk each week.",
    "Charges herself with too much. Carries a stone to ground herself. Has a plan for the night.",
    "Slept five hours, twice. Better than last month.",
    "Client reports low mood; the client denies plan or intent.",
    "Worked on sleep and on saying no.",
    "We worked at a slower pace and as a team.",
    "The plan works for now; it worked as a reminder.",
    "Stress at work, less alone at home.",
    "This warrants further assessment.",
    "Feels like a fraud and as if in a prison of her own making.",
    "Her phone was stolen; she was assaulted in May and robbed.",
    "Dealing with drug cravings, no use this week.",
    "Drinks less; smokes cannabis at night.",
    "Cardiac arrest of an uncle last year.",
    "Puts ice on her hands to ground herself.",
    "Security escorted her out; escorting her to the door helped.",
    "Saw her friend Monday and called Tuesday.",
    "PHQ-9 12/27 (moderate), DBT skills, EMDR later, Zoloft 50 mg.",
    "Hopes for grace, in good faith, with joy. Marked change. May and June were hard.",
    "Prays to God on Sunday. Speaks English with her mother.",
    "Reframed with a Beck thought record; Stanley and Brown safety plan.",
    "Pays with a Visa card. Boundaries with money.",
    "A new client of this practice since spring.",
    "Moved to California. Los Angeles is loud.",
    "Reports a hard shift, and decompressed after it.",
    "Hace deporte los domingos. Practica deportes.",
    "Trabaja en la aceptación y en su plan de sueño.",
    "Le robaron el teléfono y fue asaltada.",
    "Siente que vive como en una jaula. Se siente presa del miedo.",
    "Su madre está en un asilo de ancianos.",
    "La paciente duerme mejor. En mayo y junio fue difícil.",
    "Dolores de cabeza; soledad; esperanza de mejorar.",
    "Trabajamos de forma lenta. Trabaja de noche.",
    "Pone límites en la frontera entre lo suyo y lo ajeno.",
]


@pytest.mark.parametrize(("sentence", "kind", "words"), ASKED)
def test_a_sentence_is_asked_about_for_the_one_thing_in_it(sentence: str, kind: Kind, words: str):
    assert [(place.kind, place.words) for place in places_in(sentence)] == [(kind, words)]


@pytest.mark.parametrize("sentence", SILENT)
def test_a_plain_sentence_is_left_alone(sentence: str):
    assert places_in(sentence) == ()


def test_whoever_the_note_is_about_and_whoever_writes_it_may_be_named():
    text = "Maria slept. Her friend Keisha called José."
    assert [place.words for place in places_in(text)] == ["Maria", "Keisha", "José"]
    assert [place.words for place in places_in(text, known=("María del Mar", "jose"))] == ["Keisha"]


def test_the_same_words_are_asked_about_once_and_each_place_has_its_surroundings():
    text = "Before: her visa.\nLater   HER VISA again, and Keisha's friend Kofi."
    visa, keisha, kofi = places_in(text)
    assert (visa.before, visa.words, visa.after) == ("Before: her", "visa", ". Later HER VISA again, and")
    assert visa.key == "papers:visa" and (keisha.words, kofi.words) == ("Keisha", "Kofi")
    assert places_in("An illegal alien")[0].words == "illegal alien" and len(places_in("An illegal alien")) == 1


def test_accents_written_as_two_signs_or_left_out_make_no_difference():
    for text in ("deportación", "deportacio\u0301n", "deportacion"):
        assert [place.key for place in places_in(text)] == ["papers:deportacion"]
    assert plain("Ñandú é") == "Nandu e"


@pytest.mark.parametrize("text", ["", " ", "\u0301", "a" * 60000, "Mr. " * 9000, "her her client " * 3000, "🦉" * 4000])
def test_whatever_is_typed_is_answered(text: str):
    assert len(places_in(text)) <= 1
