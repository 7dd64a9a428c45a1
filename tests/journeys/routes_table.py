"""Every route, and what each of the cast meets there: the one table that `test_routes.py` walks.

A string is the h1 of a page (with "…" at its end: how the h1 begins). POST is sent with a form's token and nothing
else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

CAST = ("Eve", "Ada", "Tom", "Iris", "Max")


@dataclass(frozen=True, slots=True)
class Answer:
    """`h1` of a page; `to`: the route that a redirect leads to."""

    status: int
    h1: str = ""
    to: str = ""
    is_file: bool = False

    @property
    def is_page(self) -> bool:
        return self.status == 200 and bool(self.h1)


Said = str | Answer
Answers = Mapping[str, Answer]

NOTHING = Answer(404)  # byte for byte the 404 of an address that never was
REFUSED = Answer(405)  # this page is not asked in this way
SAVED = Answer(204)
PART = Answer(200)  # a piece of a page, fetched by a script


def to(route: str, status: int = 302) -> Answer:
    return Answer(status, to=route)


def amiss(h1: str) -> Answer:
    """The page again, with what is missing."""
    return Answer(422, h1)


def file(h1: str = "") -> Answer:
    """Something to keep: it is not shown but saved."""
    return Answer(200, h1, is_file=True)


def _answer(said: Said) -> Answer:
    return Answer(200, said) if isinstance(said, str) else said


def everyone(said: Said) -> Answers:
    return dict.fromkeys(CAST, _answer(said))


def only(rest: Said = NOTHING, **said: Said) -> Answers:
    """By first name; everybody else gets `rest`."""
    return {**everyone(rest), **{name.title(): _answer(each) for name, each in said.items()}}


def signed_in(said: Said) -> Answers:
    return only(rest=said, eve=NOTHING)


def client(said: Said) -> Answers:
    return only(ada=said)


def both(ada: Said, tom: Said) -> Answers:
    """The two of one episode."""
    return only(ada=ada, tom=tom)


def all_three(said: Said) -> Answers:
    """Ada, Tom, and Iris, who stands in."""
    return only(ada=said, tom=said, iris=said)


def therapists(said: Said) -> Answers:
    return only(tom=said, iris=said)


def steward(said: Said) -> Answers:
    return only(max=said)


def refused(*names: str) -> Answers:
    """405 for those who may come this far, whatever the ids say; 404 for the rest."""
    return only(**dict.fromkeys(names, REFUSED))


PAIR = refused("ada", "tom", "iris")  # clients and therapists
CLIENT = refused("ada")
THERAPISTS = refused("tom", "iris")
STEWARD = refused("max")
SIGNED_IN = signed_in(REFUSED)
ALL = everyone(REFUSED)

REACH = "Who may reach you, if it gets dangerous"
GOAL, FLAG, ASK = "Say what I want", "Ada said something that asks for you", "Rio asks for a first talk"
LOOK, CHANGE = "Look at the plan together", "Change the words or the steps"
SUGGEST = "Suggest questions from time to time"
FIRST_GOAL = "One thing you want to be different"
WITH_TOM, WITH_ADA = "You and Tom Vale", "You and Ada"
ENDING, KEPT = "Coming to the end", "A summary to keep"
GO_ON, SUMMARY = "Going on with somebody else", "The therapist’s summary"
COPY = "Messages so far"
FIRST_ITEM = "Little interest or pleasure in doing things"
ASK_HERE, BY_CODE = "Ask a question without a name", "Read your answer"
OWN_PAGE = only(tom="Tom Vale", iris="Iris Moon")
TO_TODAY, TO_REQUESTS = to("home:today"), to("finding:requests")
# What two people may press at once: whoever comes late is led back, and so is whoever presses at what never was.
LED_BACK = {"finding:take_back", "finding:request", "finding:decline"}

# route: (GET, POST)
ROUTES: dict[str, tuple[Answers, Answers]] = {
    "home:start": (everyone("A quiet room of your own."), ALL),
    "home:about": (everyone("Someone to talk to, without giving your name"), ALL),
    "home:between_us": (everyone("What stays between us"), ALL),
    "home:today": (only("{today}", eve=to("accounts:sign_in"), ada="Hello, Ada."), ALL),
    # accounts
    "accounts:join": (only(TO_TODAY, eve="Before you start"), only(TO_TODAY, eve="Before you start")),
    "accounts:begin": (only(TO_TODAY, eve="Before you start"), only(TO_TODAY, eve="Before you start")),
    "accounts:sign_in": (only(TO_TODAY, eve="Come in"), everyone(amiss("Come in"))),
    "accounts:lost": (everyone("Back in with your sheet"), everyone("Back in with your sheet")),
    "accounts:all_lost": (everyone("If passphrase and sheet are both gone"), ALL),
    "accounts:sign_out": (everyone("You are signed out"), everyone(to("accounts:sign_out"))),
    "accounts:sign_out_everywhere": (ALL, signed_in(to("accounts:sign_out"))),
    "accounts:lock": (ALL, everyone(to("accounts:sign_in", 303))),
    "accounts:leave": (ALL, everyone(to("home:start", 303))),
    "accounts:stay": (ALL, signed_in(SAVED)),
    "accounts:language": (ALL, everyone(to("home:start", 303))),
    "accounts:sheet": (signed_in("Do you want a recovery sheet?"), signed_in("Do you want a recovery sheet?")),
    "accounts:settings": (signed_in("Settings"), signed_in(amiss("Settings"))),
    "accounts:passphrase": (signed_in("A new passphrase"), signed_in(amiss("A new passphrase"))),
    "accounts:drafts": (signed_in("What you began to write"), everyone(NOTHING)),
    # practice
    "practice:profile": (therapists("Your page"), therapists(to("practice:profile"))),
    "practice:profile_part": (therapists("How you work"), therapists(to("practice:profile"))),
    "practice:part_draft": (THERAPISTS, therapists(SAVED)),
    "practice:paper_new": (therapists("A training or supervision"), therapists(amiss("A training or supervision"))),
    "practice:paper": (only(tom="A training or supervision"), only(tom=amiss("A training or supervision"))),
    "practice:paper_new_draft": (THERAPISTS, therapists(SAVED)),
    "practice:paper_draft": (THERAPISTS, only(tom=SAVED)),
    "practice:answer": (therapists("I am trans. What do you know?"), therapists(to("practice:profile"))),
    "practice:answer_draft": (THERAPISTS, therapists(SAVED)),
    "practice:away": (therapists("Being away"), therapists(amiss("Being away"))),
    "practice:gone": (therapists("You no longer work here"), therapists(amiss("You no longer work here"))),
    "practice:desk": (steward("Quiet Harbor"), STEWARD),
    "practice:invite": (STEWARD, steward(to("practice:desk"))),
    "practice:on_call": (steward("Who is on call"), steward(amiss("Who is on call"))),
    "practice:done": (steward("What was done, and by whom"), steward("What was done, and by whom")),
    "practice:ready": (steward("You are open"), steward(to("practice:ready"))),
    "practice:records": (
        steward("Who keeps the records if a therapist cannot"),
        steward(amiss("Who keeps the records if a therapist cannot")),
    ),
    "practice:copies": (steward("A backup, made and tried out"), STEWARD),
    "practice:fees": (
        steward("What people pay, and what their bank prints"),
        steward(amiss("What people pay, and what their bank prints")),
    ),
    "practice:lines": (steward("Help lines"), steward(NOTHING)),
    "practice:texts": (steward("Legal texts"), STEWARD),
    "practice:text": (
        steward("What it costs, and what your bank shows"),
        steward(amiss("What it costs, and what your bank shows")),
    ),
    "practice:person": (steward("Iris Moon"), steward(amiss("Iris Moon"))),
    "practice:seen_papers": (STEWARD, steward(to("practice:person"))),
    "practice:take_off": (STEWARD, steward(to("practice:person"))),
    "practice:person_away": (steward("Iris Moon is away"), steward(amiss("Iris Moon is away"))),
    "practice:person_gone": (
        steward("Iris Moon no longer works here"),
        steward(amiss("Iris Moon no longer works here")),
    ),
    # care
    "care:invite": (
        only(eve="You need a name here first", ada="Come in with a code"),
        client(amiss("Come in with a code")),
    ),
    "care:offer": (therapists("Ask somebody in with a code"), therapists(amiss("Ask somebody in with a code"))),
    "care:episode": (both(WITH_TOM, WITH_ADA), PAIR),
    "care:opened": (both("Who opened what", "Who opened what"), PAIR),
    "care:agree": (
        both("Read and agreed", "Read and agreed"),
        both(amiss("Read and agreed"), amiss("Read and agreed")),
    ),
    "care:agreed_text": (both("{consent}", "{consent}"), PAIR),
    "care:card": (both("Name and place", "Name and place"), both(to("care:card"), to("care:card"))),
    "care:card_key": (CLIENT, client(to("care:card"))),
    "care:ending": (both(ENDING, ENDING), both(to("care:ending_summary"), to("care:ending_summary"))),
    "care:ending_summary": (both(KEPT, KEPT), both(KEPT, KEPT)),
    "care:transfer": (both(GO_ON, GO_ON), both(GO_ON, amiss(GO_ON))),
    "care:bring": (client("Bring something along"), client(amiss("Bring something along"))),
    "care:brought": (both("Brought along", "Brought along"), PAIR),
    "care:brought_piece": (both(SUMMARY, SUMMARY), PAIR),
    "care:covering_choice": (client("Let Iris Moon stand in?"), client(to("care:episode"))),
    "care:covering": (
        all_three("Iris Moon stands in"),
        all_three(amiss("Iris Moon stands in")),
    ),
    "care:covering_piece": (all_three(COPY), PAIR),
    "care:covering_opened": (
        all_three("Who opened what"),
        PAIR,
    ),
    "care:covering_draft": (refused("ada", "tom", "iris"), all_three(SAVED)),
    "care:covering_answer": (THERAPISTS, only(iris=to("care:covering"))),
    "care:covering_end": (PAIR, only(ada=to("care:episode"), tom=to("care:episode"), iris=TO_TODAY)),
    "care:withdraw": (THERAPISTS, only(tom=to("care:episode"))),
    # safety
    "safety:now": (everyone("Talk to someone now"), ALL),
    "safety:flags": (only(tom="Flags for Ada"), THERAPISTS),
    "safety:flag": (
        only(tom=FLAG),
        only(tom=amiss(FLAG)),
    ),
    "safety:lent_flag": (
        only(ada="A flag was raised", tom="A flag was raised", iris=FLAG),
        only(ada=amiss("A flag was raised"), tom=amiss("A flag was raised"), iris=amiss(FLAG)),
    ),
    "safety:flag_draft": (THERAPISTS, only(tom=SAVED)),
    "safety:level": (THERAPISTS, only(tom=amiss("Flags for Ada"))),
    "safety:reach": (both(REACH, "Whom Ada lets reach them"), client(amiss(REACH))),
    "safety:take_back": (CLIENT, client(to("safety:reach"))),
    "safety:card": (only(ada="Your card", tom="Ada", iris="Ada"), only(iris=amiss("Ada"))),
    # scheduling
    "scheduling:hours": (therapists("Your hours"), therapists(amiss("Your hours"))),
    "scheduling:days": (therapists("Single days"), therapists(amiss("Single days"))),
    "scheduling:usual": (THERAPISTS, therapists(to("scheduling:days"))),
    "scheduling:day": (therapists("{day}"), therapists(to("scheduling:day"))),
    "scheduling:times": (
        both("A time with Tom Vale", "A time with Ada"),
        both(amiss("A time with Tom Vale"), amiss("A time with Ada")),
    ),
    "scheduling:cancel": (
        both("Cancel this time?", "Cancel this time?"),
        both(to("care:episode"), to("care:episode")),
    ),
    "scheduling:move": (
        both("Move this time", "Offer other times"),
        both(amiss("Move this time"), amiss("Offer other times")),
    ),
    "scheduling:take": (CLIENT, client(to("care:episode"))),
    "scheduling:keep": (CLIENT, client(to("care:episode"))),
    "scheduling:else": (client("See somebody else"), client(amiss("See somebody else"))),
    "scheduling:keep_both": (CLIENT, client(to("home:today"))),
    "scheduling:end": (
        both("End this with Tom Vale?", "End this with Ada?"),
        both(to("care:episode"), to("care:episode")),
    ),
    "scheduling:while_away": (
        only(tom="Times while you are away", iris=to("practice:away")),
        only(tom=to("scheduling:while_away"), iris=to("practice:away")),
    ),
    # messaging
    "messaging:conversation": (both(WITH_TOM, WITH_ADA), both(amiss(WITH_TOM), amiss(WITH_ADA))),
    "messaging:talk": (both(PART, PART), PAIR),
    "messaging:before": (both("Earlier messages", "Earlier messages"), PAIR),
    "messaging:marked": (both(to("messaging:conversation"), to("messaging:conversation")), PAIR),
    "messaging:draft": (PAIR, both(SAVED, SAVED)),
    # assessments, with a therapist and alone
    "assessments:suggestions": (only(tom=SUGGEST), only(tom=amiss(SUGGEST))),
    "assessments:talk": (PAIR, both(to("assessments:start"), to("assessments:start"))),
    "assessments:check_in": (client("How did the talk feel?"), client(amiss("How did the talk feel?"))),
    "assessments:reply": (CLIENT, client(to("assessments:start"))),
    "assessments:start": (both("How have you been?", "What Ada answered"), PAIR),
    "assessments:answer": (client(FIRST_ITEM), client(amiss(FIRST_ITEM))),
    "assessments:end": (client("That was the last question"), client(to("assessments:response"))),
    "assessments:drop": (CLIENT, client(to("assessments:start"))),
    "assessments:keep": (CLIENT, client(to("assessments:own_response"))),
    "assessments:opening": (only(tom="PCL-5, Ada"), only(tom=to("assessments:start"))),
    "assessments:response": (both("Mood and energy, …", "PHQ-9, Ada"), PAIR),
    "assessments:own_start": (client("How have you been?"), CLIENT),
    "assessments:own_answer": (client(FIRST_ITEM), client(amiss(FIRST_ITEM))),
    "assessments:own_end": (client("That was the last question"), client(to("assessments:own_response"))),
    "assessments:own_drop": (CLIENT, client(to("assessments:own_start"))),
    "assessments:own_response": (client("Mood and energy, …"), CLIENT),
    "assessments:own_share": (CLIENT, client(amiss("Mood and energy, …"))),
    "assessments:own_remove": (CLIENT, client(to("assessments:own_start"))),
    # intake
    "intake:overview": (both("About you", "Ada, in their own words"), client(amiss("About you"))),
    "intake:page": (client("In your words"), client(amiss("In your words"))),
    "intake:understood": (THERAPISTS, only(tom=amiss("Ada, in their own words"))),
    "intake:chapter": (client("What brings you"), client(amiss("What brings you"))),
    "intake:marked": (only(tom=to("intake:overview")), THERAPISTS),
    "intake:draft": (CLIENT, client(SAVED)),
    # toolkit
    "toolkit:calm": (everyone("Calm now"), ALL),
    "toolkit:breathe": (everyone("Breathe"), ALL),
    "toolkit:ground": (everyone("Come back to here"), ALL),
    "toolkit:tools": (client("Things to try"), CLIENT),
    "toolkit:plan": (client("My safety plan"), CLIENT),
    "toolkit:find": (CLIENT, client("What may fit")),
    "toolkit:do": (client("A kind minute"), client(amiss("A kind minute"))),
    "toolkit:draft": (CLIENT, client(SAVED)),
    "toolkit:front": (CLIENT, client(to("toolkit:do"))),
    "toolkit:entry": (client("A kind minute"), CLIENT),
    "toolkit:share": (CLIENT, client(amiss("A kind minute"))),
    "toolkit:unshare": (CLIENT, client(to("toolkit:entry"))),
    "toolkit:remove": (CLIENT, client(to("toolkit:tools"))),
    "toolkit:shared": (both("A kind minute", "A kind minute"), PAIR),
    "toolkit:opening": (only(tom="A ladder, rung by rung, Ada"), only(tom=to("desk:tools"))),
    # questions
    "questions:ask": (everyone(ASK_HERE), everyone(amiss(ASK_HERE))),
    "questions:answer": (everyone(BY_CODE), everyone(amiss(BY_CODE))),
    "questions:write": (ALL, everyone(amiss(BY_CODE))),
    "questions:erase": (ALL, everyone(amiss(BY_CODE))),
    "questions:all": (steward("Questions without a name"), STEWARD),
    "questions:reading": (STEWARD, steward(to("questions:all"))),
    "questions:one": (steward("A question"), steward(amiss("A question"))),
    "questions:draft": (STEWARD, steward(SAVED)),
    # topics
    "topics:private": (everyone("Being found out"), ALL),
    "topics:judged": (everyone("Being judged"), ALL),
    "topics:loss": (everyone("If you lose everything"), ALL),
    "topics:hours": (everyone("Odd hours, and being on the road"), ALL),
    "topics:cost": (everyone("What it costs, and what your bank prints"), ALL),
    "topics:knowing": (everyone("What the people here know of this life"), ALL),
    "topics:hurt": (everyone("After something bad"), ALL),
    "topics:lines": (everyone("Your limits, your yes and no"), ALL),
    "topics:rest": (everyone("Rest, and being worn out"), ALL),
    "topics:strength": (everyone("Your strength and your story"), ALL),
    "topics:goals": (everyone("Goals that are yours"), ALL),
    "topics:cbt": (everyone("CBT: what you think, feel and do"), ALL),
    "topics:dbt": (everyone("DBT: getting through a storm"), ALL),
    "topics:emdr": (everyone("EMDR: with the eyes, or with taps"), ALL),
    "topics:caring": (everyone("For someone you care about"), ALL),
    # finding
    "finding:people": (everyone("Who works here"), everyone("Who works here")),
    "finding:person": (everyone("Iris Moon"), everyone("Iris Moon")),
    "finding:needs": (everyone("What do you look for?"), everyone("What do you look for?")),
    "finding:preview": (OWN_PAGE, OWN_PAGE),
    "finding:times": (everyone("When Iris Moon is free"), everyone("When Iris Moon is free")),
    "finding:ask": (
        only(eve="You need a name here first", ada="Ask Iris Moon for a first talk"),
        client(amiss("Ask Iris Moon for a first talk")),
    ),
    "finding:take_back": (CLIENT, client(to("care:episode"))),
    "finding:requests": (therapists("Who asks for a first talk"), THERAPISTS),
    "finding:request": (only(tom=ASK), only(tom=to("care:episode"), iris=TO_REQUESTS)),
    "finding:decline": (THERAPISTS, only(tom=amiss(ASK), iris=TO_REQUESTS)),
    # plans
    "plans:goal": (
        both(GOAL, GOAL),
        both(amiss(FIRST_GOAL), amiss(FIRST_GOAL)),
    ),
    "plans:agree": (PAIR, both(to("plans:goal"), to("plans:goal"))),
    "plans:rate": (CLIENT, client(amiss(GOAL))),
    "plans:level": (PAIR, both(amiss(GOAL), amiss(GOAL))),
    "plans:step": (PAIR, both(to("plans:goal"), to("plans:goal"))),
    "plans:day": (PAIR, both(amiss(GOAL), amiss(GOAL))),
    "plans:leave": (PAIR, both(to("plans:goal"), to("plans:goal"))),
    "plans:close": (PAIR, both(to("plans:goal"), to("plans:goal"))),
    "plans:review": (both(LOOK, LOOK), both(amiss(LOOK), amiss(LOOK))),
    "plans:another": (both("One more goal", "One more goal"), both(amiss("One more goal"), amiss("One more goal"))),
    "plans:change": (both(CHANGE, CHANGE), both(amiss(CHANGE), amiss(CHANGE))),
    # notes
    "notes:notes": (only(tom="Your notes about Ada"), THERAPISTS),
    "notes:note": (only(tom="Note: Ada"), only(tom=amiss("Note: Ada"))),
    "notes:draft": (THERAPISTS, only(tom=SAVED)),
    "notes:more": (THERAPISTS, only(tom=to("notes:note"))),
    "notes:show": (THERAPISTS, only(tom=to("notes:note"))),
    "notes:stop": (THERAPISTS, only(tom=to("notes:note"))),
    "notes:shown": (client("A note by Tom Vale"), client(amiss("A note by Tom Vale"))),
    "notes:apart": (only(tom="Your psychotherapy notes: Ada"), only(tom=to("notes:apart_note"))),
    "notes:apart_note": (only(tom="Psychotherapy note: Ada"), only(tom=amiss("Psychotherapy note: Ada"))),
    "notes:apart_keep": (THERAPISTS, only(tom=Answer(422))),
    "notes:apart_drop": (THERAPISTS, only(tom=to("notes:apart"))),
    # desk
    "desk:tools": (only(tom="Tools, with Ada"), THERAPISTS),
    "desk:people": (therapists("People in your care"), therapists(to("desk:people"))),
    # supervision
    "supervision:cases": (therapists("Ask a colleague"), THERAPISTS),
    "supervision:ask": (therapists("Ask about a case"), therapists(amiss("Ask about a case"))),
    "supervision:draft": (THERAPISTS, therapists(SAVED)),
    "supervision:case": (
        only(tom="Asked of Iris Moon", iris="Asked by Tom Vale"),
        only(tom=amiss("Asked of Iris Moon"), iris=amiss("Asked by Tom Vale")),
    ),
    "supervision:answer": (THERAPISTS, only(tom=to("supervision:case"), iris=to("supervision:case"))),
    "supervision:again": (THERAPISTS, only(tom=amiss("Asked of Iris Moon"))),
    "supervision:destroy": (THERAPISTS, only(tom=to("supervision:cases"), iris=to("supervision:cases"))),
    # rooms
    "rooms:door": (both("The door to your room", "The door to your room"), PAIR),
    "rooms:over": (both("You have left the room", "You have left the room"), PAIR),
    # privacy
    "privacy:mine": (signed_in("What we hold about you"), SIGNED_IN),
    "privacy:take": (signed_in("Take it with you"), SIGNED_IN),
    "privacy:all": (signed_in(REFUSED), signed_in(file())),
    "privacy:page": (signed_in(file("Notes")), SIGNED_IN),
    "privacy:data": (signed_in(file()), SIGNED_IN),
    "privacy:entries": (client(REFUSED), client(file())),
    "privacy:erase": (signed_in("Erase your account"), signed_in(amiss("Erase your account"))),
}
