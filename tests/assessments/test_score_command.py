"""`manage.py score`: for every instrument what its worked examples say, and nothing on stdout for what cannot be."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from stillroom.assessments.catalogue import HERE

HOUSE = Path(__file__).parents[2]
EXAMPLES = [
    (path.name.removesuffix(".examples.json"), example)
    for path in sorted(HERE.glob("*.examples.json"))
    for example in json.loads(path.read_text(encoding="utf-8"))
]


def written(answer: object) -> str:
    return "" if answer is None else json.dumps(answer) if isinstance(answer, dict) else str(answer)


def scored(*arguments: str) -> object:
    out = StringIO()
    call_command("score", *arguments, stdout=out)
    (line,) = out.getvalue().splitlines()
    return json.loads(line)


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=lambda each: each if isinstance(each, str) else "")
def test_it_prints_exactly_what_each_worked_example_expects(name: str, example: dict[str, object]) -> None:
    answers = [written(answer) for answer in example["answers"]]  # type: ignore[union-attr]
    for arguments in ([",".join(answers)], answers):
        found = scored(name, *arguments)
        # Also whole numbers as such, and decimals as such.
        assert json.dumps(found, sort_keys=True) == json.dumps(example["expected"], sort_keys=True), example["name"]


def test_the_examples_are_of_all_24_instruments() -> None:
    assert len({name for name, _example in EXAMPLES}) == 24


AMISS = [
    (("phq-8", "1"), "There is no questionnaire of this name."),
    (("phq-9",), "phq-9: answers are needed."),
    (("phq-9", "--"), "phq-9: answers are needed."),
    (("phq-9", "0,0,0"), "phq-9: There are 10 questions here, so 10 answers are needed."),
    (("phq-9", "0,0,0,4,0,0,0,0,0,"), "phq-9: q4: choose one of the answers that are offered."),
    (("phq-9", "-1,0,0,0,0,0,0,0,0,"), "phq-9: q1: choose one of the answers that are offered."),
    (("phq-9", "0,0,0,NA,0,0,0,0,0,"), 'phq-9: q4: this question has no "not applicable".'),
    (("phq-9", "0,0,x"), "phq-9: answer 3: "),
    (("phq-9", '{"first":1}' + ",0" * 9), "phq-9: q1: an answer is a whole number, or nothing."),
    (("sisq-drug", "9" * 18), "sisq-drug: q1: choose"),
    (("sisq-drug", "9" * 5000), "sisq-drug: answer 1: "),
    (("gas", '{"weight":1,"level":-3}'), "gas: goal1.level: this is a whole number from -2 to 2."),
    (("gas", "1,2"), 'gas: goal1: a goal is an object with "weight" and "level".'),
    (("gbo", '{"first":NaN}'), "gbo: answer 1: "),
    (("gbo", '{"first":true}'), "gbo: goal1.first: this is a whole number, or null."),
]


@pytest.mark.parametrize(("arguments", "sentence"), AMISS, ids=[sentence for _arguments, sentence in AMISS])
def test_what_cannot_be_scored_is_said_in_a_sentence_and_nothing_is_printed(
    arguments: tuple[str, ...], sentence: str
) -> None:
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("score", *arguments, stdout=out)
    assert str(caught.value).startswith(sentence)
    assert (caught.value.returncode, out.getvalue()) == (2, "")


def test_from_a_shell_it_needs_nothing_but_the_answers(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, HOUSE / "manage.py", "score", *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            env={"PATH": "/usr/bin:/bin", "STILLROOM_DATA": str(tmp_path / "data")},
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    code, out, err = run("gas", '{"weight":9,"level":-1}', '{"weight":4,"level":1},{"weight":2,"level":2}')
    assert (code, out, err) == (0, '{"scores": {"T": 49.15}, "cutoffs_met": [], "flags": []}\n', "")
    code, out, err = run("phq-9", "-1,0")
    assert (code, out) == (2, "") and "10 answers are needed" in err
