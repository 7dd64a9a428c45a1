"""Scripts: small on public pages, nothing kept on the phone, nothing that lets words become code."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "stillroom/static"
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
FORBIDDEN = r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|outerHTML|insertAdjacentHTML|eval\(|Function\(|document\.write|https?://"


def with_imports(path: Path) -> set[Path]:
    found = {path}
    for name in re.findall(r'^import .*?"(\.[^"]+)";', path.read_text(), re.M):
        found |= with_imports((path.parent / name).resolve())
    return found


def test_public_pages_load_three_small_scripts():
    loaded = with_imports(STATIC / "js/page.js")
    assert {path.name for path in loaded} == {"page.js", "exit.js"}
    assert sum(len(path.read_bytes()) for path in loaded) <= 10_000


def test_the_first_view_leaves_room_for_its_words():
    files = [STATIC / "app.css", STATIC / "icon.svg", *with_imports(STATIC / "js/page.js")]
    assert len(files) <= 5  # and the page itself makes six requests
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= 15 * 1024


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_keeps_nothing_and_calls_nobody_else(path):
    # One cookie is taken away by the way out, and none is ever read.
    script = path.read_text().replace('document.cookie = "__Host-l=; Max-Age=0; Path=/; Secure";', "")
    assert not re.findall(FORBIDDEN, script)


@pytest.mark.parametrize("path", sorted((STATIC / "js/lib").glob("*.js")), ids=lambda path: path.name)
def test_a_library_imports_only_its_neighbours(path):
    assert all(name.startswith("./") for name in re.findall(r'^import .*?"([^"]+)";', path.read_text(), re.M))


def test_the_icon_says_nothing():
    assert "<text" not in (STATIC / "icon.svg").read_text()
