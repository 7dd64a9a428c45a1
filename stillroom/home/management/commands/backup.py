"""`manage.py backup --to PATH`: one whole copy while the server runs."""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError
from django.utils import timezone

from stillroom.practice.actions import note_backup
from stillroom.vault.copies import CannotCopy, make_copy

TENTH = 10  # percent between two words about how far it is


class Command(BaseCommand):
    help = "Makes one whole copy of the practice in a new directory, while the server runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", required=True, type=Path, help="the new directory; its parent must be there")
        parser.add_argument(
            "--with-pepper", action="store_true", help="take pepper.1 along: keep such a copy as you keep the key to it"
        )

    def handle(self, *, to: Path, with_pepper: bool, **_options: object) -> None:
        os.umask(0o077)
        data, self._said = settings.PLACES.data, -1
        to = Path.cwd() / to
        try:
            copy = make_copy(
                data=data, to=to, pepper=data / "pepper.1" if with_pepper else None, progress=self._how_far
            )
        except CannotCopy as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"A whole copy is at {copy.path} ({copy.size / 2**20:.1f} MiB).")
        if not copy.private:
            self.stdout.write("This disk keeps no file modes: whoever holds it can read the copy. Encrypt it.")
        if with_pepper:
            self.stdout.write("pepper.1 is in it: whoever has this copy can begin to guess passphrases.")
        else:
            self.stdout.write("pepper.1 is not in it. Without that file nobody signs in by name after a restore.")
        self.stdout.write("Destroy it after 14 days. Next: try it out, with restore --verify.")
        try:
            note_backup(restored=False, now=timezone.now())
        except DatabaseError:
            raise CommandError("The copy is whole, but the day could not be noted. Run migrate first.") from None

    def _how_far(self, done: int, pages: int) -> None:
        percent = 100 * done // max(pages, 1)
        if percent // TENTH > self._said // TENTH or self._said < 0:
            self._said = percent
            self.stdout.write(f"  {percent} %")
            self.stdout.flush()
