"""`manage.py score INSTRUMENT ANSWERS...`: what one sheet comes to, as one JSON object. Nothing is kept."""

import json
from argparse import REMAINDER, ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from stillroom.assessments.catalogue import catalogue
from stillroom.core.instruments.answers import AnswerError
from stillroom.core.instruments.model import Instrument
from stillroom.core.instruments.scoring import score
from stillroom.core.instruments.written import read_answers

AMISS = 2


class Command(BaseCommand):
    help = (
        "Scores one sheet of a questionnaire. Answers in item order, separated by commas: empty where nothing was "
        "answered, NA where it does not apply. For gbo and gas one JSON object for each goal, in single quotes."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("instrument", metavar="INSTRUMENT", help="such as phq-9")
        # Whatever follows is an answer: "-1,0" would else be taken for an option.
        parser.add_argument("answers", metavar="ANSWERS", nargs=REMAINDER, help="such as 0,1,,3,0,0,2,1,0,1")

    def handle(self, *, instrument: str, answers: list[str], **_options: object) -> None:
        asked = _instrument(instrument)
        given = answers[1:] if answers[:1] == ["--"] else answers
        if not given:
            raise CommandError(f"{asked.id}: answers are needed.", returncode=AMISS)
        try:
            result = score(asked, read_answers(given))
        except AnswerError as error:
            raise CommandError(f"{asked.id}: {error}", returncode=AMISS) from None
        self.stdout.write(json.dumps(result.to_json(), ensure_ascii=False))


def _instrument(name: str) -> Instrument:
    """The newest edition. Raises CommandError."""
    for (known, _version), each in reversed(list(catalogue().items())):
        if known == name and each.version == each.edition:
            return each
    ids = ", ".join(sorted({known for known, _version in catalogue()}))
    raise CommandError(f"There is no questionnaire of this name. There are {ids}.", returncode=AMISS)
