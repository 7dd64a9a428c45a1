"""A fictional practice already alive, for `make demo` and for tests that visit every page.

It is made by the same actions that pages call, at earlier moments: nothing is written past the vault.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from stillroom.accounts.actions import join
from stillroom.accounts.choosing import offers
from stillroom.accounts.documents import Profile
from stillroom.accounts.queries import profile_of
from stillroom.accounts.words import new_handle
from stillroom.assessments.actions import finish, finish_own, keep_answer, set_open, talk_about
from stillroom.assessments.assigning import answer_suggestion, suggest
from stillroom.assessments.documents import Cadence, Reply
from stillroom.assessments.queries import instrument_of, lockable_of
from stillroom.base.ids import new_id
from stillroom.care.actions import accept, begin, decline, give_consent, offer_invite, record_identity
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, consents_missing, episode_of, requests_of
from stillroom.finding.actions import ask as ask_therapist
from stillroom.finding.actions import keep_needs
from stillroom.finding.looking import Wished
from stillroom.home.demo_about import tell
from stillroom.home.demo_off_track import WEEKS, go_off_track
from stillroom.home.demo_questions import asked
from stillroom.home.demo_sheets import MOOD, OWN_MOOD, WORRY
from stillroom.home.demo_sides import sides
from stillroom.home.demo_therapists import IRIS, JUNE, ROSA, TOM, ZONE, Made
from stillroom.home.demo_tried import tried
from stillroom.messaging.actions import mark_read, send_message
from stillroom.messaging.queries import messages_of
from stillroom.plans.actions import agree_on_goal, keep_review, propose_goal, rate_goal, tick_step
from stillroom.plans.documents import Intervention, Modality, Objective, Review, Step
from stillroom.practice.actions import (
    answer_question,
    check_entries,
    check_line,
    confirm_fees,
    confirm_text,
    decide_records,
    keep_paper,
    name_on_call,
    note_backup,
    open_to_new,
    publish,
    set_up_practice,
    submit_profile,
)
from stillroom.practice.choices import CHECKS
from stillroom.practice.confirmations import custodian_digest, fees_digest, line_digest, lines_of, name_of, newest_texts
from stillroom.practice.listings import Listing
from stillroom.practice.queries import competence, listing_of, practice, registered_of
from stillroom.practice.readiness import text_page
from stillroom.safety.actions import acknowledge_flag, state_level
from stillroom.safety.queries import flags_of
from stillroom.safety.reach_documents import Reach, Who
from stillroom.safety.reaching import choose_reach
from stillroom.scheduling.actions import book, set_hours
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.queries import free_times
from stillroom.vault.accounts import POLICY, Cost
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder


@dataclass(frozen=True, slots=True)
class Cast:
    """One fictional person: who they are, and how to sign in as them."""

    name: str
    role: Role
    handle: str
    passphrase: str
    keyholder: Keyholder

    @property
    def profile(self) -> Profile:
        return profile_of(self.keyholder)


@dataclass(frozen=True, slots=True)
class Demo:
    """`space`: the episode of Ada with Tom. `toms`, `iris_s`: the two public profiles. `receipt`: a question's."""

    people: tuple[Cast, ...]
    toms: Listing
    iris_s: Listing
    space: UUID
    code: str
    receipt: str

    def person(self, name: str) -> Cast:
        return next(person for person in self.people if person.name == name)


def _person(name: str, role: Role, now: datetime, cost: Cost) -> Cast:
    handle, passphrase = new_handle(), offers().offers[0]
    unlocked = join(
        called=name, zone=ZONE, role=role, handle=handle, passphrase=passphrase, now=now, shared_phone=False, cost=cost
    )
    return Cast(name, role, handle, passphrase, unlocked.keyholder)


def _publish(steward: Cast, therapist: Cast, made: Made, now: datetime) -> Listing:
    particulars = made.particulars((now + timedelta(days=560)).date())
    sent = submit_profile(keyholder=therapist.keyholder, particulars=particulars, now=now)
    publish(
        keyholder=steward.keyholder,
        therapist=sent.id,
        seen=registered_of(steward.keyholder, sent.id, now).seen,
        looked_up_on=now.date(),
        ticked=tuple(CHECKS),
        now=now,
    )
    set_hours(week=OpeningHours(therapist=sent.id, zone=ZONE, windows=made.windows, notice_hours=0))
    listing = listing_of(None, sent.id, now)
    _show(steward, therapist, listing, made, now)
    return listing


def _show(steward: Cast, therapist: Cast, listing: Listing, made: Made, now: datetime) -> None:
    """Papers and answers, some of them looked at."""
    for paper in made.papers:
        keep_paper(keyholder=therapist.keyholder, entry=new_id(), paper=paper, now=now)
    for question, words in made.answers.items():
        answer_question(keyholder=therapist.keyholder, question=question, words=words, now=now)
    seen = {each.id: each.seen for each in competence(None, listing).unchecked if each.subject in made.looked_at}
    check_entries(keyholder=steward.keyholder, therapist=listing.id, seen=seen, now=now)


def _open(steward: Cast, now: datetime) -> None:
    """Everything that must be there before a practice opens. All of it is made up: nobody called, no lawyer read."""
    keyholder, here = steward.keyholder, practice()
    decide_records(keyholder=keyholder, seen=custodian_digest(here).hex(), now=now)
    confirm_fees(keyholder=keyholder, seen=fees_digest(here).hex(), now=now)
    for line in lines_of(here):
        check_line(keyholder=keyholder, line=line.id, how="compared", seen=line_digest(line).hex(), now=now)
    for text in newest_texts(here):
        name = name_of(text)
        confirm_text(
            keyholder=keyholder,
            text=name,
            lawyer="Noor Example",
            day=now.date(),
            ticked=text.to_confirm,
            seen=text_page(keyholder, name).seen,
            now=now,
        )
    for restored in (False, True):
        note_backup(restored=restored, now=now)
    open_to_new(keyholder=keyholder, now=now)


def _next_free(listing: Listing, now: datetime, after: timedelta) -> datetime:
    """The first free start at least `after` from now, by the therapist's clock not before ten."""
    return next(
        start
        for start in free_times(None, listing, now)
        if start >= now + after and start.astimezone(ZoneInfo(ZONE)).time() >= time(10)
    )


def _answer(client: Cast, episode: CareEpisode | None, name: str, answers: Sequence[int], now: datetime) -> None:
    instrument = instrument_of(None, name)
    about = None if episode is None else episode.space.id
    for place, answer in enumerate(answers):
        keep_answer(keyholder=client.keyholder, instrument=instrument, about=about, place=place, answer=answer, now=now)
    if episode is None:
        finish_own(keyholder=client.keyholder, instrument=instrument, now=now)
    else:
        finish(keyholder=client.keyholder, episode=episode, instrument=instrument, now=now)


@dataclass(frozen=True, slots=True)
class Pair:
    """One episode from both sides. `space`: its id."""

    client: Cast
    therapist: Cast
    space: UUID

    def hers(self) -> CareEpisode:
        return episode_of(self.client.keyholder, self.space)

    def his(self) -> CareEpisode:
        return episode_of(self.therapist.keyholder, self.space)


def _begun(
    client: Cast, therapist: Cast, listing: Listing, start: datetime, words: str, medium: Medium = Medium.VIDEO
) -> Pair:
    """Asked, accepted, agreed to the texts, name and place asked aloud."""
    asked = begin(
        keyholder=client.keyholder,
        profile=client.profile,
        listing=listing,
        words=words,
        medium=medium,
        now=start,
    )
    (request,) = requests_of(therapist.keyholder, start)
    accept(keyholder=therapist.keyholder, request=request, now=start + timedelta(hours=5))
    pair = Pair(client, therapist, asked.space.id)
    for text in consents_missing(client.keyholder, pair.hers(), "en"):
        give_consent(
            keyholder=client.keyholder, episode=pair.hers(), language="en", text=text.id, sha256=text.sha256, now=start
        )
    record_identity(
        keyholder=therapist.keyholder,
        episode=pair.his(),
        full_name=f"{client.name} Example",
        present_address="12 Example Street, Irvine",
        asked=True,
        now=start + timedelta(days=2),
    )
    return pair


def _written(pair: Pair, start: datetime, now: datetime) -> None:
    """Two messages that both have read, and one on each side that is new."""
    send_message(episode=pair.his(), text="Welcome, Ada. Write here whenever you like.", now=start + timedelta(days=1))
    send_message(
        episode=pair.hers(), text="Thank you. It is easier in writing.", now=start + timedelta(days=1, hours=3)
    )
    for reader, episode in ((pair.client, pair.hers()), (pair.therapist, pair.his())):
        seen = messages_of(reader.keyholder, episode)
        mark_read(keyholder=reader.keyholder, episode=episode, messages=seen, now=start + timedelta(days=2))
    send_message(
        episode=pair.hers(), text="I slept five hours in a row, twice this week.", now=now - timedelta(hours=21)
    )
    send_message(
        episode=pair.his(), text="Next time by voice, then. You can still change it.", now=now - timedelta(hours=20)
    )


def _measured(pair: Pair, start: datetime) -> None:
    """Mood and worry over the weeks; the first answers raised a flag, and he looked. A third set he opened for her."""
    for name, sheets in (("phq-9", MOOD), ("gad-7", WORRY)):
        for days, answers in sheets:
            _answer(pair.client, pair.hers(), name, answers, start + timedelta(days=days))
    set_open(
        episode=pair.his(),
        instrument=lockable_of(pair.therapist.keyholder, pair.his(), "pcl-5").instrument,
        is_open=True,
        words="For the word we picked. Only if you want to, and not right before you work.",
        now=start + timedelta(days=33),
    )
    weekly = {"phq-9": Cadence.FORTNIGHT, "gad-7": Cadence.FORTNIGHT}
    suggest(episode=pair.his(), items=weekly, version=0, now=start + timedelta(days=2))
    for name, every in weekly.items():
        said = start + timedelta(days=3)
        answer_suggestion(episode=pair.hers(), instrument=name, every=every, reply=Reply.YES, now=said)
    seen = start + timedelta(days=MOOD[2][0])
    words = "Not before noon, please. I work nights, and then I only half listen."
    talk_about(episode=pair.hers(), newest=seen, topics=["often"], words=words, now=seen + timedelta(hours=3))
    way = "Write to me here first. Or text me after six, and say you are from the dentist."
    reach = Reach(Who.ON_CALL, way, "Cold water on my wrists. Uma can come over.")
    choose_reach(keyholder=pair.client.keyholder, episode=pair.hers(), reach=reach, version=0, now=start)
    for flag in flags_of(pair.therapist.keyholder, pair.his()):
        acknowledge_flag(
            episode=pair.his(),
            flag=flag.stored.id,
            done="I wrote to Ada the same day, and we talked about it. No plan, and good reasons to stay.",
            now=start + timedelta(days=1, hours=2),
        )
    words = "Asked, and asked again a week later. Thoughts at night, no plan, good reasons to stay."
    state_level(episode=pair.his(), level=1, words=words, now=start + timedelta(days=8))


def _on_a_goal(pair: Pair, start: datetime, now: datetime) -> None:
    goal = propose_goal(
        episode=pair.hers(),
        words="Say what I want",
        steps=["Say no once, by text", "Leave the phone outside the bedroom"],
        version=0,
        now=start + timedelta(days=7),
    )
    goal = propose_goal(
        episode=pair.his(),
        words="Say what I want",
        steps=[
            "Say no once, by text",
            "Leave the phone outside the bedroom",
            Step("Bring three ways to say no", who=Role.THERAPIST),
        ],
        problem="I say yes first, and feel sick after.",
        objectives=[Objective("Say no when I mean no", "I write it down", "never", "once a week")],
        interventions=[Intervention("Practise the words together", Modality.DBT, "each week")],
        said="Your words, and one thing that I can do. Does it fit?",
        version=goal.version,
        now=start + timedelta(days=7, hours=5),
    )
    goal = agree_on_goal(episode=pair.hers(), version=goal.version, now=start + timedelta(days=8))
    for days, value in ((8, 2), (15, 3), (22, 3), (28, 5), (34, 6)):
        moment = start + timedelta(days=days)
        goal = rate_goal(episode=pair.hers(), value=value, version=goal.version, now=moment)
    tick_step(
        episode=pair.hers(), words="Leave the phone outside the bedroom", done=True, version=goal.version, now=now
    )
    looked = Review(start + timedelta(days=28), helped="Words on a card.", keep="The talks by voice.", after=8)
    keep_review(episode=pair.hers(), review=looked, version=0, now=looked.at)


def _met(pair: Pair, listing: Listing, day: datetime, medium: Medium = Medium.VIDEO) -> None:
    """A session that is over; its note is yet to be signed."""
    start = _next_free(listing, day - timedelta(days=1), timedelta(hours=20))
    keyholder, episode = pair.client.keyholder, pair.hers()
    book(keyholder=keyholder, episode=episode, start=start, medium=medium, now=day - timedelta(days=1))


def _weeks_of_care(client: Cast, therapist: Cast, listing: Listing, now: datetime) -> UUID:
    """Five weeks together, and a time booked."""
    start = now - timedelta(days=35)
    pair = _begun(client, therapist, listing, start, "I have not slept well for months, and I cannot tell anyone why.")
    _written(pair, start, now)
    _measured(pair, start)
    tell(client.keyholder, pair.hers(), pair.his(), start + timedelta(days=3))
    _on_a_goal(pair, start, now)
    tried(pair.client.keyholder, pair.hers(), start)
    sides(pair.therapist.keyholder, pair.hers, pair.his, start)
    _met(pair, listing, now - timedelta(days=2))
    book(
        keyholder=client.keyholder,
        episode=pair.hers(),
        start=_next_free(listing, now, timedelta(hours=2)),
        medium=Medium.VOICE,
        now=now,
    )
    return pair.space


def _harder_weeks(client: Cast, therapist: Cast, listing: Listing, now: datetime) -> None:
    """Six weeks by voice, in which it does not get better as it should."""
    start = now - WEEKS
    pair = _begun(client, therapist, listing, start, "I would rather not say it all at once.", Medium.VOICE)
    answer = partial(_answer, client)
    go_off_track(pair.his, pair.hers, answer, lambda day: _met(pair, listing, day, Medium.VOICE), start)


def build_demo(*, now: datetime, cost: Cost = POLICY) -> Demo:
    """Max (steward); Tom, Iris, Rosa, June (therapists); Ada (with Tom), Sol (with Rosa), Rio, Noor (with nobody)."""
    founded = now - timedelta(days=60)
    steward = _person("Max", Role.STEWARD, founded, cost)
    tom = _person("Tom", Role.THERAPIST, founded, cost)
    iris = _person("Iris", Role.THERAPIST, founded, cost)
    ada = _person("Ada", Role.CLIENT, founded, cost)
    rio = _person("Rio", Role.CLIENT, founded, cost)
    noor = _person("Noor", Role.CLIENT, founded, cost)
    sol = _person("Sol", Role.CLIENT, founded, cost)
    set_up_practice(keyholder=steward.keyholder, now=founded)
    toms, iris_s = _publish(steward, tom, TOM, founded), _publish(steward, iris, IRIS, founded)
    rosa, june = _person("Rosa", Role.THERAPIST, founded, cost), _person("June", Role.THERAPIST, founded, cost)
    rosas = _publish(steward, rosa, ROSA, founded)
    _publish(steward, june, JUNE, founded)
    name_on_call(keyholder=steward.keyholder, therapist=iris_s.id, name="", now=founded)
    _open(steward, now - timedelta(days=1))
    space = _weeks_of_care(ada, tom, toms, now)
    _harder_weeks(sol, rosa, rosas, now)
    keep_needs(keyholder=ada.keyholder, wished=Wished(help=("sleep",), safe=("yes",), parts=("evening",)), now=now)
    for days, answers in OWN_MOOD:
        _answer(ada, None, "phq-9", answers, now - timedelta(days=days))
    ask_therapist(
        keyholder=rio.keyholder,
        profile=rio.profile,
        listing=toms,
        start=_next_free(toms, now, timedelta(hours=30)),
        medium=Medium.TEXT,
        words="Writing would be easiest at first.",
        now=now,
    )
    begin(keyholder=noor.keyholder, profile=noor.profile, listing=iris_s, words="", medium=Medium.VOICE, now=now)
    (request,) = requests_of(iris.keyholder, now)
    decline(
        keyholder=iris.keyholder,
        request=request,
        next_step="I have no free hours until spring. Tom works in a way that may suit you.",
        suggested=toms.id,
        now=now,
    )
    code = offer_invite(keyholder=tom.keyholder, listing=toms, called="The new one", now=now)
    people = (steward, tom, iris, rosa, june, ada, rio, noor, sol)
    return Demo(people, toms, iris_s, space, code, asked(steward.keyholder, now))
