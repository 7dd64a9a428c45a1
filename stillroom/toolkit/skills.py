"""DBT skills to look up: when each helps, and how it goes. Read once, in each language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.base.languages import reads
from stillroom.toolkit.definition import LANGUAGES

FILE = Path(__file__).parent / "skills.toml"
FAMILIES: Mapping[str, str | Promise] = {
    "storm": _("To get through a storm"),
    "feel": _("To understand and change a feeling"),
    "people": _("With other people"),
    "mind": _("To be here"),
}


@dataclass(frozen=True, slots=True)
class Skill:
    """`known`: as the field calls it."""

    id: str
    known: str
    title: str
    when: str
    how: str
    caution: str = ""


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def source() -> str:
    return str(_file()["source"])


@cache
def _skills() -> Mapping[str, Mapping[str, tuple[Skill, ...]]]:
    """By language and family. Raises KeyError or TypeError where the file is not whole."""
    table = _file()
    return {
        language: {
            family: tuple(
                Skill(each["id"], each["known"], **each[language])
                for each in table["skills"]
                if each["family"] == family
            )
            for family in FAMILIES
        }
        for language in LANGUAGES
    }


def skills() -> list[tuple[str | Promise, tuple[Skill, ...]]]:
    """By family, in the language of the page."""
    every = _skills()
    known = every.get(reads(), every["en"])
    return [(title, known[family]) for family, title in FAMILIES.items()]
