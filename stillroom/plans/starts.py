"""Where a therapist can start a goal from: ten templates and four courses, in each language, to be changed at will.

A file for each in `starting/`: `kind`, `modality`, `source` (what its order rests on), and a table for each language.
The client sees what comes of one as a proposal like any other; trauma work is begun by no file, only by a yes of both.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stillroom.plans.documents import Goal, Intervention, Modality, Objective, Step
from stillroom.vault.documents import Role

FOLDER = Path(__file__).parent / "starting"


@dataclass(frozen=True, slots=True)
class Start:
    """`is_course`: its ways of working are a sequence. `goal`: what the form begins with, in one language."""

    name: str
    is_course: bool
    title: str
    source: str
    goal: Goal


@cache
def starts() -> Mapping[str, Mapping[str, Start]]:
    """By language, then by name. Raises KeyError or ValueError for a file that is not whole."""
    files = {path.stem: tomllib.loads(path.read_text()) for path in sorted(FOLDER.glob("*.toml"))}
    return {language: {name: _start(name, each, language) for name, each in files.items()} for language in ("en", "es")}


def _start(name: str, file: Mapping[str, object], language: str) -> Start:
    words = file[language]
    if not isinstance(words, dict):
        raise ValueError(f"{name}: {language} is no table")
    modality = Modality(str(file["modality"]))
    return Start(
        name=name,
        is_course=file["kind"] == "course",
        title=words["title"],
        source=str(file["source"]),
        goal=Goal(
            words=words["words"],
            problem=words["problem"],
            steps=tuple(_steps(words)),
            objectives=(Objective(words["shows"], measure=words["measure"]),),
            interventions=tuple(Intervention(way, modality) for way in words["ways"]),
        ),
    )


def _steps(words: Mapping[str, list[str]]) -> Iterator[Step]:
    yield from map(Step, words["steps"])
    yield from (Step(step, who=Role.THERAPIST) for step in words["theirs"])
