"""A card for each flag, made in the client's own session, and its key held until nobody has looked in time (ADR 35)."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.care.actions.standing import NotNow, still_open, vouched_recipient
from stillroom.care.documents import Episode, Standing, State
from stillroom.care.queries import CareEpisode, episode_of, episodes_of
from stillroom.practice.queries import Listing, listing_of, practice
from stillroom.safety.beyond import on_call_beside
from stillroom.safety.deadlines import passed_on
from stillroom.safety.documents import Acknowledgement, Raised, RiskFlag
from stillroom.safety.models import FlagRow, HeldKey
from stillroom.safety.reach_documents import CardCover, Chosen, Handed, Reach, ReachCopy, Who
from stillroom.vault.days import day_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import (
    LIFE,
    WrongRecipient,
    put_sealed,
    recipient_of,
    sealed_request,
    send_request,
)
from stillroom.vault.keyholders import Keyholder, Recipient, together
from stillroom.vault.models import Account
from stillroom.vault.records import Stored, Writing, latest, read_all, writing
from stillroom.vault.spaces import OpenSpace, Tampered, create_space

# So long after its key was given a card is destroyed, whether or not anybody has looked.
KEPT = timedelta(days=14)


def hand_cards_over(*, keyholder: Keyholder, now: datetime) -> int:
    """In the client's own session: a card for each open flag that has none, where the client wants it. How many.

    Nothing here may keep a flag from its therapist: what cannot be given to the person on call is passed over.
    """
    made = 0
    for cover in episodes_of(keyholder):
        raised, chosen, standing = cover.get(Raised), cover.get(Chosen), cover.get(Standing)
        in_care = standing is not None and standing.state is State.ACTIVE
        if raised and raised.open and in_care and chosen and chosen.who is Who.ON_CALL:
            with suppress(Hidden, Tampered, Refused, WrongRecipient):
                made += _hand_over(keyholder, episode_of(keyholder, cover.space), now)
    if made:
        release_held(now=now)
    return made


def _hand_over(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> int:
    colleague = on_call_beside(keyholder, episode.episode.therapist, now)
    member = episode.space.member(Role.THERAPIST)
    if colleague is None or member is None or not _without_card(episode.space):
        return 0
    receiver, therapist = vouched_recipient(listing=colleague), recipient_of(member.account, member.fingerprint)
    with together(keyholder), writing(episode.space, now=now) as work:
        reach = latest(work.space, Reach)
        if reach is None or reach.document.reached_by is not Who.ON_CALL or not still_open(work=work):
            return 0
        waiting, own = _without_card(work.space), listing_of(keyholder, episode.episode.therapist, now)
        for flag in waiting:
            card = _card(work.space, flag, reach.document, (colleague, own), now)
            _make(keyholder, work, card, (receiver, therapist), now)
    return len(waiting)


def _without_card(care: OpenSpace) -> list[Stored[RiskFlag]]:
    done = {seen.document.flag for seen in read_all(care, Acknowledgement)}
    done |= {handed.document.flag for handed in read_all(care, Handed)}
    flags = [flag for flag in read_all(care, RiskFlag) if flag.id not in done]
    rows = [flag.document.row for flag in flags]
    waiting = set(FlagRow.objects.filter(id__in=rows, acknowledged=False).values_list("id", flat=True)) if rows else ()
    return [flag for flag in flags if flag.document.row in waiting]


def _card(
    care: OpenSpace, flag: Stored[RiskFlag], reach: Reach, people: tuple[Listing, Listing], now: datetime
) -> ReachCopy:
    """`people`: who is on call, and the therapist."""
    colleague, therapist = people
    episode = latest(care, Episode)
    if episode is None:
        raise NotNow
    return ReachCopy(
        episode=care.id,
        flag=flag.id,
        row=flag.document.row,
        level=flag.document.level,
        raised=flag.at,
        deadline=flag.document.deadline,
        opens=passed_on(flag.document.level, practice().on_call, now),
        called=episode.document.called,
        pronouns=episode.document.pronouns,
        way=reach.way,
        helps=reach.helps,
        therapist=therapist.id,
        therapist_name=therapist.name,
        on_call=colleague.id,
        on_call_name=colleague.name,
    )


def _make(
    keyholder: Keyholder, work: Writing, card: ReachCopy, others: tuple[Recipient, Recipient], now: datetime
) -> None:
    """A space of the three with the card in it; the therapist's key is sent, that of the person on call is held."""
    receiver, therapist = others
    made = new_id()
    work.add(Handed(card.flag, card.row, made, card.on_call, card.on_call_name, card.opens))
    space = create_space(
        keyholder=keyholder,
        kind=SpaceKind.ON_CALL,
        role=Role.CLIENT,
        label=card.on_call_name,
        now=now,
        others=[(therapist, Role.THERAPIST), (receiver, Role.ON_CALL)],
        space=made,
    )
    with writing(space, now=now) as inside:
        inside.add(card)
        inside.cover(cover_for(card))
    send_request(space=space, recipient=therapist, now=now)
    blob = sealed_request(space=space, recipient=receiver)
    HeldKey.objects.create(id=card.row, account=receiver.account, opens=int(card.opens.timestamp()), blob=blob)


def cover_for(card: ReachCopy, done: bool = False) -> CardCover:
    return CardCover(
        episode=card.episode,
        flag=card.flag,
        called=card.called,
        level=card.level,
        deadline=card.deadline,
        on_call_name=card.on_call_name,
        therapist_name=card.therapist_name,
        done=done,
    )


def release_held(*, now: datetime) -> int:
    """Sends the keys whose time has come, unless somebody has looked: those are destroyed. How many were sent."""
    sent = 0
    for held in HeldKey.objects.filter(opens__lte=int(now.timestamp())):
        with transaction.atomic():
            mine, _rows = HeldKey.objects.filter(id=held.id).delete()
            waits = FlagRow.objects.filter(id=held.id, acknowledged=False).exists()
            if mine and waits and Account.objects.filter(id=held.account).exists():
                put_sealed(held.account, bytes(held.blob), day_of(now + LIFE))
                sent += 1
    return sent
