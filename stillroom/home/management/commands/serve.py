"""`manage.py serve`: the whole practice in one process, for `make run` and `make demo`."""

import os
import socket
from argparse import ArgumentParser
from contextlib import suppress

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stillroom.accounts.links import first_steward_link
from stillroom.base.logs import LOGGING
from stillroom.base.memory import become_forgetful, leave_no_core_file
from stillroom.base.one_process import AlreadyRunning, one_process
from stillroom.practice.file import PracticeFileError
from stillroom.practice.queries import practice
from stillroom.rooms.coturn import installed


class Command(BaseCommand):
    help = "Prepares what is missing and serves the practice until Ctrl+C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **_options: object) -> None:
        os.umask(0o077)
        become_forgetful()
        leave_no_core_file()
        try:
            with one_process(settings.PLACES.data):
                listening = _listening(host, port)
                call_command("migrate", verbosity=0, interactive=False)
                self._say_how_to_begin(port)
        except AlreadyRunning as error:
            raise CommandError(str(error)) from None
        _serve(listening)

    def _say_how_to_begin(self, port: int) -> None:
        try:
            here = practice()
        except PracticeFileError as error:
            raise CommandError(f"The practice file {settings.PRACTICE_FILE} cannot be used. {error}") from None
        if here.custodians:
            # The texts would tell clients of record keepers to whom nothing is sealed yet.
            raise CommandError(
                f"{settings.PRACTICE_FILE}: custodians cannot be named yet. Please leave the list empty."
            )
        address = f"http://localhost:{port}"
        self.stdout.write(f"\n  {here.name} is served at {address}\n")
        link = first_steward_link(now=timezone.now())
        if link:
            self.stdout.write(f"  To set it up, open this link within 30 minutes: {address}{link}\n")
        if installed() is None:
            self.stdout.write("  Live calls need coturn (on Debian: sudo apt-get install coturn).\n")
        self.stdout.write("  Stop with Ctrl+C.\n\n")
        self.stdout.flush()


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise CommandError(f"Nothing can listen at {host}, port {port} ({error.strerror}). Try another PORT.") from None


def _serve(listening: socket.socket) -> None:
    """Until it is told to stop. The lifespan takes the lock again: whoever came in between has the directory."""
    server = uvicorn.Server(
        uvicorn.Config(
            "stillroom.config.asgi:application",
            access_log=False,
            log_config=LOGGING,
            server_header=False,
            # Whoever may say where a request comes from picks the bucket that counts its tries: nobody, unless named.
            proxy_headers=bool(settings.PROXIES),
            forwarded_allow_ips=settings.PROXIES,
            lifespan="on",  # without it there would be no lock, and no due work
            ws="websockets-sansio",
            ws_max_size=65_536,
            timeout_graceful_shutdown=5,
        )
    )
    with suppress(KeyboardInterrupt):  # Ctrl+C, after everything has been brought to its end
        server.run(sockets=[listening])
    if not server.started:
        raise CommandError("The server did not start.")
