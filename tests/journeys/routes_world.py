"""The demo's people in this process, and the ids that its routes need."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stillroom.accounts.actions import sign_in
from stillroom.accounts.people import SESSION_COOKIE
from stillroom.assessments.actions import keep_answer
from stillroom.assessments.queries import instrument_of, own_responses_of, responses_of
from stillroom.base.ids import new_id
from stillroom.base.times import local_time
from stillroom.care.actions.covering import let_in, pick_up_covering, take_on
from stillroom.care.actions.endings import plan_ending
from stillroom.care.bringing import bringable
from stillroom.care.documents import Brought, Passage
from stillroom.care.queries import consents_given, episode_of, requests_of
from stillroom.care.queries.covering import brought_to, covering_of, covering_question
from stillroom.core.instruments.rules import Level
from stillroom.emdr.working import sessions_of, targets_of
from stillroom.home.demo import ZONE, Demo, build_demo
from stillroom.messaging.actions import send_message
from stillroom.messaging.queries import messages_of
from stillroom.notes.actions import begin_apart, show_note, sign_note
from stillroom.notes.beginning import first_words
from stillroom.notes.headings import Heading
from stillroom.notes.queries import session_of
from stillroom.plans.queries import goals_of
from stillroom.practice.actions import invite_therapist, mark_away
from stillroom.practice.queries import competence, listing_of
from stillroom.questions.queries import questions_of
from stillroom.safecalls.actions import begin
from stillroom.safety.documents import LentFlag
from stillroom.safety.handing import hand_cards_over, release_held
from stillroom.safety.marks import Ask
from stillroom.safety.on_call import card_of, cards_waiting, open_card
from stillroom.safety.queries import flags_of
from stillroom.safety.reaching import pick_up_cards
from stillroom.scheduling.queries import appointments_in
from stillroom.supervision.actions import Asked, answer_case, ask_colleague
from stillroom.supervision.queries import case_of
from stillroom.toolkit.queries import entries_of
from stillroom.vault.accounts import Unlocked
from stillroom.vault.drops import pending_requests
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import writing
from stillroom.vault.sessions import start_session
from stillroom.vault.spaces import open_space
from tests.cast import CHEAP
from tests.journeys.routes_table import SUMMARY

HOUSE = Path(__file__).resolve().parents[2]
Ids = Mapping[str, object]
QUIET_DAY = timedelta(days=20)  # nobody has a time on it


def routes() -> dict[str, URLPattern]:
    """Every pattern that the resolver knows, by its name; one without a name goes by its own text."""

    def walk(resolver: URLResolver) -> Iterator[tuple[str, URLPattern]]:
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                yield from walk(each)
            else:
                yield each.lookup_str.split(".")[1] + ":" + (each.name or str(each.pattern)), each

    found = list(walk(get_resolver()))
    assert len(dict(found)) == len(found), "two routes have one name"
    return dict(found)


@dataclass(slots=True)
class World:
    """`ids`: what fills each route in, so that it leads to what is Ada's, Tom's, or Rio's request to Tom."""

    demo: Demo
    ids: dict[str, Ids]
    consent: str
    unlocked: dict[str, Unlocked]

    def browser(self, name: str) -> Client:
        """Django's test client, signed in; Eve is nobody."""
        client = Client()
        if name != "Eve":
            client.cookies[SESSION_COOKIE] = start_session(
                unlocked=self.unlocked[name], idle=timedelta(minutes=30), now=datetime.now(UTC)
            )
        return client

    def address(self, route: str) -> str:
        return reverse(route, kwargs=dict(self.ids[route]))

    def elsewhere(self, route: str) -> str:
        """The same route with ids that nothing has."""
        ids = {name: new_id() if isinstance(value, UUID) else value for name, value in self.ids[route].items()}
        return reverse(route, kwargs=ids)

    def said(self, h1: str) -> str:
        """An h1 of the table, with what changes from day to day put in."""
        today, day = (local_time(datetime.now(UTC) + ahead, ZONE).full_day for ahead in (timedelta(), QUIET_DAY))
        return h1.format(today=today, day=day, consent=self.consent)


@contextmanager
def open_world(data: Path) -> Iterator[World]:
    """In one transaction, which is taken back at the end. `data`: for the key that this practice pins."""
    places = replace(settings.PLACES, data=data)
    file = HOUSE / "practices" / "quiet-harbor.toml"
    with override_settings(PLACES=places, PRACTICE_FILE=file), transaction.atomic():
        now = datetime.now(UTC)
        demo = build_demo(now=now, cost=CHEAP)
        made_in = connections[DEFAULT_DB_ALIAS]
        yield _world(demo, now)
        connections[DEFAULT_DB_ALIAS] = made_in  # Playwright's loop, begun since, would be given one of its own
        transaction.set_rollback(True)


def _shown(ada: Keyholder, tom: Keyholder, space: UUID, now: datetime) -> UUID:
    """A session of a week before, whose note Tom has signed and shows to Ada."""
    hers, his = episode_of(ada, space), episode_of(tom, space)
    over = appointments_in(ada, hers.space)[0].document
    with writing(hers.space, now=now) as work:
        earlier = work.add(replace(over, start=over.start - timedelta(days=7), booking=new_id())).id
    first = first_words(tom, his, session_of(tom, his, earlier, now), ZONE, now)
    sign_note(keyholder=tom, episode=his, note=replace(first, said={Heading.DATA: "Slept better."}), now=now)
    show_note(keyholder=tom, episode=his, session=earlier, now=now)
    return earlier


def _covered(demo: Demo, now: datetime) -> tuple[UUID, UUID, UUID, UUID]:
    """Tom will be away one day, and Ada has let Iris stand in; Ada has also brought something to Tom.

    The space of the three, what was brought to Tom, and what was lent to Iris: words, and that a flag was raised."""
    ada, tom, iris = (demo.person(name).keyholder for name in ("Ada", "Tom", "Iris"))
    since, until = ((now + timedelta(days=days)).date() for days in (300, 310))
    about = {"therapist": demo.toms.id, "cover": demo.iris_s.id, "next_step": ""}
    mark_away(keyholder=tom, since=since, until=until, now=now, **about)
    hers = episode_of(ada, demo.space)
    question = covering_question(ada, hers, now)
    chosen = [each for each in bringable(ada, hers) if each.of == "messages"]
    space = let_in(keyholder=ada, episode=hers, question=question, brought=chosen, seen=question.seen, now=now)
    take_on(keyholder=iris, found=covering_of(iris, space, now), now=now)
    pick_up_covering(keyholder=tom, now=now)
    with writing(hers.space, now=now) as work:
        summary = Brought("summary", SUMMARY, "Iris Moon", (Passage("", "Began in spring."),))
        brought = work.add(summary).id
    plan_ending(keyholder=ada, episode=episode_of(ada, demo.space), now=now)
    with writing(open_space(ada, space), now=now) as work:
        lent = work.add(LentFlag(new_id(), Level.HIGH, now, new_id())).id
    return space, brought, lent, brought_to(ada, covering_of(ada, space, now).space)[0].id


def _looked_after(ada: Keyholder, now: datetime) -> UUID:
    """A safe call of hers that is running."""
    words = {"buddy": "U.", "note": "By the park.", "all_clear": "lemon", "duress": "apple"}
    return begin(keyholder=ada, record=uuid4(), first=60, again=60, count=1, grace=20, **words, now=now).id


def _reached(demo: Demo, now: datetime) -> UUID:
    """Ada has marked a message some days ago, nobody has looked, and Iris, who is on call, has opened the card."""
    ada, tom, iris = (demo.person(name).keyholder for name in ("Ada", "Tom", "Iris"))
    before = now - timedelta(days=6)
    send_message(episode=episode_of(ada, demo.space), text="It is bad.", now=before, look=Ask.SOON)
    hand_cards_over(keyholder=ada, now=before)
    release_held(now=now)
    (card,) = cards_waiting(iris, now)
    open_card(keyholder=iris, card=card_of(iris, card.space, now), now=now)
    pick_up_cards(keyholder=tom, pending=pending_requests(tom, now))
    return card.space


def _asked(demo: Demo, now: datetime) -> UUID:
    """Tom asks Iris about a case without a name, and she reads it."""
    tom, iris = (demo.person(name).keyholder for name in ("Tom", "Iris"))
    colleague = listing_of(tom, demo.iris_s.id, now)
    asked = Asked("How do I sit with a long silence?", "", "", (now + timedelta(days=20)).date())
    space = ask_colleague(keyholder=tom, colleague=colleague, asked=asked, drawn=new_id(), now=now)
    answer_case(keyholder=iris, found=case_of(iris, space, now), yes=True, now=now)
    return space


def _world(demo: Demo, now: datetime) -> World:
    ada, tom, steward = (demo.person(name).keyholder for name in ("Ada", "Tom", "Max"))
    hers = episode_of(ada, demo.space)
    phq = instrument_of(ada, "phq-9")
    for about in (demo.space, None):  # begun and not finished, so that there is an end to reach
        keep_answer(keyholder=ada, instrument=phq, about=about, place=0, answer=1, now=now)
    consent = consents_given(ada, hers)[0]
    usual: Ids = {
        "space": demo.space,
        "therapist": demo.iris_s.id,
        "instrument": phq.id,
        "step": 1,
        "page": 1,
        "text": "fees.v1.en",
        "day": local_time(now + QUIET_DAY, ZONE).date.isoformat(),
        "part": "words",
        "chapter": "reason",
        "entry": competence(tom, demo.toms).papers[0].id,
        "flag": flags_of(tom, episode_of(tom, demo.space))[0].stored.id,
        "question": questions_of(steward, now)[0].id,
        "icon": "leaf",
        "token": invite_therapist(keyholder=steward, now=now).strip("/").rpartition("/")[2],
    }
    apart = begin_apart(keyholder=tom, episode=episode_of(tom, demo.space), now=now)
    over, time = (each.id for each in appointments_in(ada, hers.space))
    records = {
        "assessments:response": responses_of(ada, hers)[0].readings[0].record,
        "assessments:own": own_responses_of(ada)[0].readings[0].record,
        "care:agreed_text": consent.id,
        "plans:change": goals_of(ada, hers)[0].id,
        **dict.fromkeys(("notes:apart_note", "notes:apart_keep", "notes:apart_drop"), apart.id),
        **dict.fromkeys(("notes:note", "notes:draft", "notes:more"), over),
        **dict.fromkeys(("notes:show", "notes:stop", "notes:shown"), _shown(ada, tom, demo.space, now)),
        **dict.fromkeys(("scheduling:cancel", "scheduling:move", "scheduling:take", "scheduling:keep"), time),
    }
    request = requests_of(tom, now)[0].space.id
    covered, records["care:brought_piece"], lent, records["care:covering_piece"] = _covered(demo, now)
    case, card = _asked(demo, now), _reached(demo, now)
    records["messaging:marked"] = messages_of(ada, episode_of(ada, demo.space))[-1].id
    tried = entries_of(ada)[0]
    records |= dict.fromkeys(("toolkit:entry", "toolkit:share", "toolkit:unshare", "toolkit:remove"), tried.id)
    records["toolkit:shared"] = tried.document.copies[0].record
    records["emdr:target"] = targets_of(tom, episode_of(tom, demo.space))[0].id
    records["emdr:session"] = sessions_of(tom, episode_of(tom, demo.space))[0].id
    usual["name"] = tried.document.exercise
    usual["call"] = uuid4()
    records |= dict.fromkeys(("safecalls:call", "safecalls:remove"), _looked_after(ada, now))
    ids: dict[str, Ids] = {}
    for route, pattern in routes().items():
        names = pattern.pattern.converters
        own = {**usual, "record": records.get(route, records["assessments:own"])}
        if route in ("finding:request", "finding:decline"):
            own["space"] = request
        if route.startswith("care:covering") and route != "care:covering_choice":
            own["space"] = covered
        if route.startswith("supervision:"):
            own["space"] = case
        if route == "safety:card":
            own["space"] = card
        if route == "safety:lent_flag":
            own |= {"space": covered, "flag": lent}
        if route == "assessments:opening":
            own["instrument"] = "pcl-5"
        if route == "toolkit:opening":
            own["name"] = "exposure-ladder"
        if route.startswith("practice:answer"):
            own["question"] = "trans"
        ids[route] = {name: own[name] for name in names}
    unlocked = {
        person.name: sign_in(handle=person.handle, passphrase=person.passphrase, now=now, cost=CHEAP).unlocked
        for person in demo.people
    }
    return World(demo, ids, consent.document.title, unlocked)
