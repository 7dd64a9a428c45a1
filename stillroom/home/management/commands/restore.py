"""`manage.py restore --verify PATH`: tries a copy out. Nothing of the running practice is touched."""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError
from django.utils import timezone

from stillroom.practice.actions import note_backup
from stillroom.practice.practice_key import pinned_key
from stillroom.vault.copies import CannotCopy
from stillroom.vault.trials import try_copy


class Command(BaseCommand):
    help = "Restores a backup into a temporary place and looks whether all of it is whole. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", required=True, type=Path, metavar="PATH", help="the directory of the backup")

    def handle(self, *, verify: Path, **_options: object) -> None:
        os.umask(0o077)
        try:
            trial = try_copy(copy=verify, say=lambda words: self.stdout.write(f"  {words}"))
        except CannotCopy as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"It is whole: {trial.accounts} accounts, {trial.spaces} spaces, {trial.records} records, "
            f"{trial.migrated} steps to today's version."
        )
        key = pinned_key()
        if key is None or trial.practice_key != key.hex():
            self.stdout.write(
                "It is not of the practice on this computer, so nothing was noted for the readiness page."
            )
            return
        try:
            note_backup(restored=True, now=timezone.now())
        except DatabaseError:
            raise CommandError("The copy is whole, but the day could not be noted. Run migrate first.") from None
        self.stdout.write("Noted for the readiness page.")
