"""The address of a static file changes with the content of any of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from stillroom.base.assets import prefix, static


@pytest.fixture
def files(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "js").mkdir()
    (tmp_path / "app.css").write_text("a{}")
    (tmp_path / "js" / "page.js").write_text("import './lib.js'")
    for kept in (prefix, static):
        kept.cache_clear()
    yield tmp_path
    for kept in (prefix, static):
        kept.cache_clear()


def fresh() -> str:
    prefix.cache_clear()
    return prefix()


def test_the_same_files_have_the_same_address(files: Path) -> None:
    assert fresh() == fresh()
    assert static("js/page.js") == f"/{prefix()}js/page.js"


def test_another_content_another_name_or_another_file_changes_all_of_them(files: Path) -> None:
    seen = [fresh()]
    (files / "app.css").write_text("b{}")
    seen.append(fresh())
    (files / "app.css").rename(files / "other.css")
    seen.append(fresh())
    (files / "new.js").write_text("")
    seen.append(fresh())
    assert len(set(seen)) == 4


def test_what_moves_from_one_file_to_its_neighbour_changes_it_too(files: Path) -> None:
    """The hash knows where a name ends and a content begins."""
    (files / "a").write_text("bc")
    one = fresh()
    (files / "a").unlink()
    (files / "ab").write_text("c")
    assert fresh() != one


def test_a_file_that_is_not_there_is_an_error_and_no_broken_link(files: Path) -> None:
    with pytest.raises(FileNotFoundError):
        static("missing.css")
    with pytest.raises(FileNotFoundError):
        static("js")
