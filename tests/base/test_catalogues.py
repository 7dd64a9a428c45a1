"""`bin/words`: catalogues follow the source and lose nothing that somebody translated."""

import os
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from stillroom.base.catalogues import build, catalogue_path, read, rooms, update


@pytest.fixture
def house(tmp_path: Path) -> Path:
    house = tmp_path / "stillroom"
    for room in ("care", "home", "templates"):
        (house / room).mkdir(parents=True)
    (house / "care" / "page.html").write_text('{{ _("Hello") }}{{ ngettext("%(num)d day", "%(num)d days", 2) }}')
    (house / "home" / "views.py").write_text('say = lambda: _("Go on")\n')
    (house / "templates" / "frame.html").write_text("{% trans %}\n  Skip to\n  the page\n{% endtrans %}")
    return house


def translate(house: Path, room: str, **words: str) -> None:
    path = catalogue_path(room, "es", house)
    text = path.read_text()
    for english, spanish in words.items():
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{spanish}"')
    path.write_text(text)


def spanish(house: Path, room: str) -> dict[object, object]:
    return {message.id: message.string for message in read(catalogue_path(room, "es", house), "es") if message.id}


def test_each_room_gets_its_own_and_the_frame_shares_one(house: Path) -> None:
    assert rooms(house) == ("", "care", "home")
    assert [line.rpartition(":")[2] for line in update(house)] == [
        " 1 of 1 to be translated",
        " 2 of 2 to be translated",
        " 1 of 1 to be translated",
    ]
    assert spanish(house, "") == {"Skip to the page": ""}
    assert spanish(house, "care") == {"Hello": "", ("%(num)d day", "%(num)d days"): ("", "")}


def test_a_translation_stays_and_follows_its_sentence_into_another_room(house: Path) -> None:
    update(house)
    translate(house, "care", Hello="Hola")
    before = catalogue_path("care", "es", house).read_bytes()
    update(house)
    assert catalogue_path("care", "es", house).read_bytes() == before
    (house / "home" / "page.html").write_text('{{ _("Hello") }}')
    (house / "care" / "page.html").write_text('{{ _("Goodbye") }}')
    update(house)
    assert spanish(house, "home") == {"Go on": "", "Hello": "Hola"}
    assert spanish(house, "care") == {"Goodbye": ""}


def test_a_conflict_between_two_people_keeps_both_their_words(house: Path) -> None:
    (house / "home" / "page.html").write_text('{{ _("A") }}{{ _("B") }}{{ _("C") }}')
    path = catalogue_path("home", "es", house)
    path.parent.mkdir(parents=True)
    ours = 'msgid "A"\nmsgstr ""\n\nmsgid "B"\nmsgstr ""\n'
    theirs = 'msgid "A"\nmsgstr "a"\n\nmsgid "C"\nmsgstr "c"\n'
    path.write_text(f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> 1234567 (words)\n")
    with pytest.raises(PoFileError):
        read(path, "es")
    update(house)
    assert spanish(house, "home") == {"A": "a", "B": "", "C": "c", "Go on": ""}


def test_a_room_that_says_nothing_any_more_has_no_catalogue(house: Path) -> None:
    update(house)
    (house / "home" / "views.py").write_text("")
    update(house)
    assert not catalogue_path("home", "es", house).exists()


def test_only_what_changed_is_built_again(house: Path) -> None:
    update(house)
    assert (build(house), build(house)) == (3, 0)
    path = catalogue_path("home", "es", house)
    later = path.stat().st_mtime + 5
    os.utime(path, (later, later))
    assert build(house) == 1


def test_a_template_that_cannot_be_read_is_an_error(house: Path) -> None:
    (house / "home" / "page.html").write_text("{% if %}")
    with pytest.raises(Exception, match="Expected an expression"):
        update(house)
