"""What Ada of the demo wrote about herself, and how Tom of the demo understands it."""

from datetime import datetime, timedelta

from stillroom.care.queries import CareEpisode
from stillroom.intake.actions import begin_sheet, keep_chapter, write_formulation
from stillroom.intake.chapters import BY_ID
from stillroom.intake.documents import Answer, Mark, Share
from stillroom.vault.keyholders import Keyholder

ME, HIM, RECORD = Share.PRIVATE, Share.THERAPIST, Share.RECORD
# Chapter -> question -> (words, who sees them).
ABOUT_ADA = {
    "reason": {
        "reason": ("I do not sleep, and I say yes when I mean no.", RECORD),
        "now": ("A quiet month. I have time for once.", HIM),
        "outcome": ("I say what I want, and my nights are mine.", RECORD),
    },
    "strengths": {
        "strong": ("People tell me things. I stay calm when others do not.", HIM),
        "helped": ("Swimming. And my aunt, who never asked.", HIM),
    },
    "people": {
        "people": ("My aunt, and two friends from work.", HIM),
        "apart": ("My brother. Let us talk about that one day.", ME),
    },
    "body": {"sleep": ("I lie down at four and look at the ceiling until seven.", RECORD)},
    "access": {"reach": ("Messages at any time. Please never a call before noon.", HIM)},
}
UNDERSTOOD = (
    "You have kept many people calm, and few have asked how you are. Saying yes was safe for a long time, and it costs "
    "you sleep now. We begin with the nights, and with one no a week that you choose."
)


def tell(client: Keyholder, hers: CareEpisode, his: CareEpisode, now: datetime) -> None:
    begin_sheet(keyholder=client, episode=hers, share=HIM, bring=False, now=now)
    for chapter, told in ABOUT_ADA.items():
        answers = tuple(Answer(name, words, Mark.ANSWERED, share, now) for name, (words, share) in told.items())
        keep_chapter(keyholder=client, episode=hers, chapter=BY_ID[chapter], answers=answers, seen="", now=now)
    write_formulation(episode=his, words=UNDERSTOOD, version=0, now=now + timedelta(days=2))
