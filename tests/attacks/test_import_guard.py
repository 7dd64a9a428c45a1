"""Attack 18 of pv1 section 17: a second place that encrypts, and a column that somebody fills with plain words.

The import linter holds the floors; this reads every file of the product as text too, so that a name smuggled in by
`importlib` is seen. Each primitive has one module, so that a reviewer reads each misuse in one place.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.db import models

from tests.architecture.registry import tables

HOUSE = Path(__file__).resolve().parents[2]
LIBRARIES = {"cryptography", "nacl", "Crypto", "Cryptodome", "pyrage", "fernet"}
ONE_MODULE = {
    "AESGCM": "stillroom/core/sealing/suite.py",
    "hpke": "stillroom/core/sealing/hybrid.py",
    "crypto_pwhash_alg": "stillroom/core/sealing/passphrases.py",
}

HOLDS_WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)
HOLDS_INSTANTS = (models.DateField, models.TimeField)

# What must be readable without a key, each a decision of its own (docs/data.md says why): public staff, public hours,
# the names of chores. None of them is about a client.
READABLE = {
    *(
        f"therapist.{column}"
        for column in (
            *("state", "name", "pronouns", "licence_type", "licence_number", "licence_state", "licence_expiry"),
            *("specialities", "approaches", "languages", "media", "zone", "away_from", "away_until", "next_step"),
            *("renewal", "how_i_work", "about_this_work", "lived", "lived_words"),
        )
    ),
    *("staff_event.kind", "staff_event.subject", "staff_event.who", "staff_event.at"),
    *("profile_entry.kind", "profile_entry.subject", "profile_entry.words", "profile_entry.checked_by"),
    *(f"confirmation.{column}" for column in ("kind", "what", "answer", "by", "who", "day")),
    *("opening_hours.zone", "opening_hours.windows", "opening_hours.days"),
    *("on_call.name", "staff_link.role", "outbox_lease.job"),
}


def sources(root: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((root / "stillroom").rglob("*.py")):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def names_in(module: ast.Module) -> Iterator[str]:
    """Each identifier, imported name and text of a module, split at dots: docstrings come as whole sentences."""
    for node in ast.walk(module):
        match node:
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                for alias in aliases:
                    yield from alias.name.split(".")
                if isinstance(node, ast.ImportFrom):
                    yield from (node.module or "").split(".")
            case ast.Attribute(attr=name) | ast.Name(id=name):
                yield name
            case ast.Constant(value=str(text)):
                yield from text.split(".")


def holders(root: Path, *wanted: str) -> set[str]:
    return {path for path, module in sources(root) if not set(wanted).isdisjoint(names_in(module))}


def unlisted(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.local_concrete_fields:
        name = f"{model._meta.db_table}.{field.column}"
        if isinstance(field, HOLDS_WORDS + HOLDS_INSTANTS) and name not in READABLE:
            yield name


def test_only_the_sealing_core_names_a_library_that_encrypts() -> None:
    found = holders(HOUSE, *LIBRARIES)
    assert found
    assert {path for path in found if not path.startswith("stillroom/core/sealing/")} == set()


def test_each_primitive_has_one_module() -> None:
    assert {name: holders(HOUSE, name) for name in ONE_MODULE} == {name: {path} for name, path in ONE_MODULE.items()}


def test_a_second_place_that_encrypts_is_seen_however_it_is_written(tmp_path: Path) -> None:
    planted = {
        "plain": "from cryptography.hazmat.primitives.ciphers.aead import AESGCM",
        "inside": "def seal():\n    import nacl.bindings\n    return nacl.bindings.crypto_pwhash_alg",
        "smuggled": 'import importlib\n\nimportlib.import_module("cryptography.hazmat.primitives.hpke")',
    }
    for name, code in planted.items():
        path = tmp_path / "stillroom" / "messaging" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    (tmp_path / "stillroom" / "messaging" / "innocent.py").write_text('"""Speaks of cryptography."""', encoding="utf-8")
    assert holders(tmp_path, *LIBRARIES) == {f"stillroom/messaging/{name}.py" for name in planted}
    assert holders(tmp_path, "hpke") == {"stillroom/messaging/smuggled.py"}


def test_no_column_can_hold_plain_words_or_an_exact_time_unless_it_is_listed() -> None:
    models_of_the_house = [model for _, model in tables()]
    assert len(models_of_the_house) > 5
    assert [name for model in models_of_the_house for name in unlisted(model)] == []


def test_each_listed_column_exists() -> None:
    names = {f"{model._meta.db_table}.{field.column}" for _, model in tables() for field in model._meta.local_fields}
    assert READABLE - names == set()


def test_a_column_for_plain_words_is_seen() -> None:
    class Diary(models.Model):
        blob = models.BinaryField()
        words = models.TextField()
        written = models.DateTimeField()

        class Meta:
            app_label = "attack"
            db_table = "diary"

    assert list(unlisted(Diary)) == ["diary.words", "diary.written"]
