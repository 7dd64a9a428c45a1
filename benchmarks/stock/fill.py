"""Makes the control's database and signs somebody in. `python -m benchmarks.stock.fill` prints the session's key."""

import os
from datetime import timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.stock.settings"
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.stock.models import Appointment, Episode, Goal, Message, Step, Therapist  # noqa: E402


def fill() -> str:
    call_command("migrate", verbosity=0, run_syncdb=True)
    user = get_user_model().objects.create_user("ada", password=None)
    words = "We go at your pace. You decide what we look at, and you can stop at any moment."
    people = [
        Therapist.objects.create(name=name, licence="LMFT 100001, California", how_i_work=words, fee_cents=15_000)
        for name in ("Tom Vale", "Iris Moon")
    ]
    episode = Episode.objects.create(client=user, therapist=people[0])
    Appointment.objects.create(episode=episode, start=timezone.now() + timedelta(days=2), minutes=50, medium="voice")
    for number in range(4):
        Message.objects.create(episode=episode, text="Whenever you like.", by_client=number % 2 == 0)
    goal = Goal.objects.create(episode=episode, words="Say what I want")
    for step in ("Say no once, by text", "Leave the phone outside the bedroom"):
        Step.objects.create(goal=goal, words=step)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    print(fill())
