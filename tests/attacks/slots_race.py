"""A hundred processes released at once onto one free time of a real database file.

`python -m tests.attacks.slots_race PROCESSES [without-key]` prints how many held it and how many were told that it
was taken. The process is prepared once and forked, so that all of them can stand at the barrier.
"""

import json
import multiprocessing
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

import django
from django.core.management import call_command
from django.db import connection

django.setup()

from stillroom.base.ids import new_id  # noqa: E402 models exist from here on
from stillroom.scheduling.actions import SlotTaken, hold, set_hours  # noqa: E402
from stillroom.scheduling.models import OpeningHours  # noqa: E402

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
START = NOW + timedelta(days=2)
EVERY_DAY = ", ".join(f"{day} 00:00 00:00" for day in range(7))


def drop_the_key() -> None:
    """The same table without its key, as somebody might leave it who "only tidied up" a migration."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE taken_cell")
        cursor.execute("CREATE TABLE taken_cell (therapist blob, cell integer, booking blob, held_until bigint)")


def try_once(therapist: OpeningHours, barrier: Barrier, answer: Connection) -> None:
    connection.ensure_connection()
    barrier.wait()
    try:
        hold(therapist=therapist.therapist, start=START, now=NOW)
        answer.send("held")
    except SlotTaken:
        answer.send("taken")
    except Exception as error:  # noqa: BLE001 anything else is counted under its own name
        answer.send(type(error).__name__)


def main(processes: int, with_key: bool) -> Counter[str]:
    call_command("migrate", "scheduling", verbosity=0)
    if not with_key:
        drop_the_key()
    week = OpeningHours(therapist=new_id(), zone="UTC", windows=EVERY_DAY)
    set_hours(week=week)
    connection.close()
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(processes)
    answers, ends = zip(*(fork.Pipe(duplex=False) for _ in range(processes)), strict=True)
    runners = [fork.Process(target=try_once, args=(week, barrier, end)) for end in ends]
    for runner in runners:
        runner.start()
    counted = Counter(answer.recv() for answer in answers)
    for runner in runners:
        runner.join()
    return counted


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), "without-key" not in sys.argv), sys.stdout)
