"""Four made-up therapists of the demo, as different as real ones: what each says, shows and leaves open."""

from dataclasses import dataclass
from datetime import date

from stillroom.practice.actions import Paper
from stillroom.practice.models import EntryKind
from stillroom.practice.particulars import Particulars

ZONE = "America/Los_Angeles"
EVERY_DAY = ", ".join(f"{weekday} 08:00 21:00" for weekday in range(7))
LATE = ", ".join(f"{weekday} 20:00 02:00" for weekday in range(3, 7))
OFFICE = ", ".join(f"{weekday} 09:00 12:00, {weekday} 13:00 17:00" for weekday in range(5))


@dataclass(frozen=True, slots=True)
class Made:
    """`answers`: by question; `looked_at`: subjects and questions that a steward has looked at."""

    name: str
    licence: tuple[str, str]
    approaches: tuple[str, ...]
    specialities: tuple[str, ...]
    languages: tuple[str, ...]
    media: tuple[str, ...]
    fees: tuple[int, int]
    pronouns: str
    how_i_work: str
    about_this_work: str
    papers: tuple[Paper, ...]
    answers: dict[str, str]
    looked_at: tuple[str, ...]
    lived: tuple[str, ...] = ()
    lived_words: str = ""
    windows: str = EVERY_DAY
    says_yes: bool = True

    def particulars(self, expiry: date) -> Particulars:
        fee, lowest = self.fees
        return Particulars(
            name=self.name,
            licence_type=self.licence[0],
            licence_number=self.licence[1],
            licence_state="CA",
            licence_expiry=expiry,
            languages=self.languages,
            media=self.media,
            fee_cents=fee,
            zone=ZONE,
            pronouns=self.pronouns,
            specialities=self.specialities,
            approaches=self.approaches,
            sliding_scale_from_cents=lowest or None,
            how_i_work=self.how_i_work,
            about_this_work=self.about_this_work,
            says_yes=self.says_yes,
            lived=self.lived,
            lived_words=self.lived_words,
        )


REPORT = (
    "A child who is being hurt now, an old or dependent person who is being hurt, and somebody who is about to be "
    "killed. Never your work as an adult, never your papers, never drugs. If we come near one of these, I say so first."
)

TOM = Made(
    name="Tom Vale",
    licence=("LMFT", "100001"),
    approaches=("cbt", "emdr"),
    specialities=("work", "trauma", "sleep"),
    languages=("en", "es"),
    media=("video", "voice", "text"),
    fees=(15_000, 5_000),
    pronouns="he/him",
    how_i_work="We go at your pace. You decide what we look at, and you can stop at any moment.",
    about_this_work="I have sat with people in this work for nine years. You need not explain it to me.",
    papers=(
        Paper(EntryKind.TRAINING, "EMDR, basic training", "Harbor Institute", 50, 2016),
        Paper(EntryKind.TRAINING, "Affirming care for people in sex work", "Peer-led course, three days", 21, 2019),
        Paper(EntryKind.SUPERVISION, "Work with trauma", "every second week", None, 2018),
    ),
    answers={
        "report": REPORT,
        "legality": "I do not tell the police, and nobody can make me call them about your work. I write down "
        "“your work”, and no more than you and I need.",
        "leave": "No. You did not come to be told what to do with your life. If you want to leave, I help you leave. "
        "If you want to stay, I help you stay well.",
        "staying": "Both. I have seen people go, come back, and do both at once. You set the goal.",
        "records": "The day, how long, what we work on, in plain words that would not hurt you if somebody read them. "
        "You can ask to see it. A court can order it; then I tell you before I do anything.",
        "fees": "150 dollars, and down to 50 without proof. Late is under 24 hours. A raid, a sick child or a shift "
        "that ran over is no late cancelling.",
        "places": "Camming and content I know well, clubs too. Street work I know from two years of outreach only.",
        "migrants": "I never ask for papers, and nobody here can be told your status. I speak Spanish.",
        "trans": "I have good training and no lived experience. I write letters for care, and I do not make you "
        "wait for them.",
    },
    looked_at=("EMDR, basic training", "Work with trauma", "report", "legality", "records"),
)

IRIS = Made(
    name="Iris Moon",
    licence=("LMFT", "100002"),
    approaches=("dbt", "act"),
    specialities=("work", "anxiety", "suicidality", "relationships"),
    languages=("en", "es"),
    media=("video", "voice", "text"),
    fees=(12_000, 5_000),
    pronouns="she/her",
    how_i_work="I like to begin with what is hardest this week, and with something that helps by tonight.",
    about_this_work="I danced for six years before I studied. I say so because you should not have to guess.",
    papers=(
        Paper(EntryKind.TRAINING, "DBT, intensive training", "Two years, in a team", 120, 2017),
        Paper(EntryKind.TRAINING, "Safety planning without police", "Peer-led course", 12, 2022),
        Paper(EntryKind.SUPERVISION, "DBT team", "every week", None, 2017),
    ),
    answers={
        "report": REPORT,
        "legality": "It does not change how I see you. I would not tell anybody, and I keep it out of the notes.",
        "leave": "No. I have heard that question from the other chair.",
        "staying": "Yes. Staying, leaving, or not knowing: none of them is the goal unless you make it one.",
        "records": "Short notes, in words you would be fine with. I read them to you if you like.",
        "fees": "120 dollars, down to 50. If money ends, we talk about it before anything else ends.",
        "places": "Clubs and private work from the inside. Online work from the people I see.",
        "migrants": "Safe with me. I ask for no papers.",
    },
    looked_at=("DBT, intensive training", "DBT team", "report"),
    lived=("worked", "woman", "queer"),
    lived_words="Six years on stage and behind it. I left because I wanted to study, not because it was wrong.",
)

ROSA = Made(
    name="Rosa Quill",
    licence=("LCSW", "100003"),
    approaches=("narrative", "person-centred", "harm-reduction"),
    specialities=("work", "migration", "parenting", "money", "substances"),
    languages=("es", "en", "pt"),
    media=("voice", "text"),
    fees=(9_000, 2_000),
    pronouns="she/they",
    how_i_work="By phone or in writing, late in the evening. No camera, ever: I find people say more without one.",
    about_this_work="Ten years in a drop-in for women on the street, as a social worker and not as a saver.",
    papers=(
        Paper(EntryKind.TRAINING, "Narrative therapy, two years", "Harbor Institute", 200, 2015),
        Paper(EntryKind.TRAINING, "Working with interpreters", "County health services", 16, 2020),
    ),
    answers={
        "report": REPORT,
        "leave": "No. Ask anybody at the drop-in: I brought coffee and condoms, and no leaflets about a new life.",
        "migrants": "I came here at nineteen with a visa that ran out. I ask for no papers and tell nobody.",
        "fees": "90 dollars, down to 20. I keep four places a week for 20.",
        "places": "Street, flats and hotels. Of online work I know little, and I will say so.",
    },
    looked_at=("Narrative therapy, two years", "report", "migrants"),
    lived=("migrant", "woman", "color"),
    lived_words="I raised two children alone in a country that was not mine.",
    windows=LATE,
)

JUNE = Made(
    name="June Park",
    licence=("PSY", "100004"),
    approaches=("trauma-focused", "somatic", "emdr"),
    specialities=("trauma", "violence", "gender", "queer", "neurodivergence"),
    languages=("en", "ko"),
    media=("video",),
    fees=(19_000, 0),
    pronouns="they/them",
    how_i_work="Slow and structured. First we make sure that you can come back from a memory; only then we go there.",
    about_this_work="",
    papers=(
        Paper(EntryKind.TRAINING, "EMDR, advanced training", "Harbor Institute", 60, 2021),
        Paper(EntryKind.TRAINING, "Care for trans adults", "Hospital course", 30, 2018),
        Paper(EntryKind.SUPERVISION, "Dissociation", "every month", None, 2019),
    ),
    answers={
        "report": REPORT,
        "records": "Full notes, as the law asks of a psychologist. I can show you what they look like before we begin.",
        "trans": "I am trans. I write letters, and one session is enough for one if you know what you want.",
        "places": "Honestly, little of either so far. I learn fast, and I do not need you to teach me.",
    },
    looked_at=("EMDR, advanced training", "Care for trans adults", "Dissociation", "report", "records", "trans"),
    lived=("trans", "nonbinary", "color"),
    windows=OFFICE,
    says_yes=False,
)
