"""Questions to the practice without a name, in the demo."""

from datetime import datetime, timedelta

from stillroom.questions.actions import ask, start_reading, write
from stillroom.questions.queries import questions_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.receipts import draw_code


def asked(steward: Keyholder, now: datetime) -> str:
    """Two questions without a name: one is answered, and its code is returned; one waits."""
    start_reading(keyholder=steward, now=now - timedelta(days=3))
    receipt = draw_code()
    ask(code=receipt, text="Can I pay in cash? And what will stand on my statement?", now=now - timedelta(days=2))
    (answered,) = questions_of(steward, now)
    words = "Yes, you can. If you pay by card, the exact text stands on the page about cost. It tells nothing."
    write(space=answered.thread.space, text=words, place=1, now=now - timedelta(days=1))
    ask(code=draw_code(), text="I work nights. Is anybody free at noon?", now=now - timedelta(hours=5))
    return receipt
