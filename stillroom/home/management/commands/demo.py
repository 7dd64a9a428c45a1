"""`manage.py demo`: makes the fictional practice once, and says how to sign in as each of its people."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stillroom.home.demo import Demo, build_demo
from stillroom.practice.queries import practice

WHO = "people.txt"


class Command(BaseCommand):
    help = "Fills an empty data directory with a practice that does not exist."

    def handle(self, **_options: object) -> None:
        os.umask(0o077)
        if not practice().fictional:
            raise CommandError("A demo needs a fictional practice: set STILLROOM_PRACTICE=practices/quiet-harbor.toml")
        note = settings.PLACES.data / WHO
        if not note.exists():
            call_command("migrate", verbosity=0, interactive=False)
            self.stdout.write("Making a practice that does not exist ...")
            demo = build_demo(now=timezone.now())
            note.write_text(_who(demo))
        self.stdout.write(note.read_text())


def _who(demo: Demo) -> str:
    lines = ["", "  ALL OF THIS IS MADE UP. Never type anything real into a demo.", "", "  Sign in as"]
    for person in demo.people:
        lines.append(f"    {person.name} ({person.role}):  {person.handle}   {person.passphrase}")
    lines += ["", f"  A code that Tom gave to somebody new:  {demo.code}"]
    lines += [f"  A code for a question that was answered:  {demo.receipt}", ""]
    return "\n".join(lines)
