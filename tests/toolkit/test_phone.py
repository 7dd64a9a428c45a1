"""What a phone may keep: what anybody can read, all of what it needs, and a plan that only four words open."""

import base64
import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from stillroom.accounts.words import drawn_from
from stillroom.toolkit.documents import Entry
from stillroom.toolkit.phone import FILES, ICONS, PAGES, kept_addresses, manifest, sealed_plan
from tests.care.pair import Pair
from tests.lint.test_words import TELLING

STATIC = Path(settings.STATICFILES_DIRS[0])
FEW = 10  # rounds: what is tested is not how dear a guess is
PLAN = Entry("safety-plan", {"signs": "No sleep.", "people": "Uma and Vic"})
OPEN = """
import { openByWords } from "./stillroom/static/js/lib/phone-seal.js";
const [text, words, rounds] = JSON.parse(process.argv[1]);
console.log(JSON.stringify(await openByWords(text, words, rounds)));
"""


def opened(sealed: str, words: str) -> object:
    """As the browser's own code opens it, by node."""
    command = ["node", "--input-type=module", "-e", OPEN, json.dumps([sealed, words, FEW])]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=STATIC.parents[1])
    return json.loads(done.stdout)


def test_the_browser_opens_with_the_words_what_the_server_sealed():
    words, sealed = sealed_plan(PLAN, rounds=FEW)
    lines = json.loads(str(opened(sealed, f"  {words.upper()}. ")))
    assert lines[0][1] == "No sleep."
    assert lines[1][1] == "Uma and Vic"


def test_other_words_and_a_changed_copy_open_nothing():
    words, sealed = sealed_plan(PLAN, rounds=FEW)
    first, *rest = words.split()
    other = next(word for word in drawn_from() if word != first)
    raw = bytearray(base64.b64decode(sealed))
    raw[-1] ^= 1
    assert opened(sealed, " ".join([other, *rest])) is None
    assert opened(base64.b64encode(raw).decode(), words) is None
    assert b"Uma" not in base64.b64decode(sealed)


def test_each_copy_has_words_of_its_own_from_the_long_list():
    several = [sealed_plan(PLAN, rounds=FEW) for _ in range(5)]
    assert len({words for words, _ in several}) == 5
    assert all(len(words.split()) == 4 and set(words.split()) <= set(drawn_from()) for words, _ in several)


@pytest.mark.django_db
def test_it_is_all_there_is_to_a_page_and_every_import_of_it():
    files = set(FILES)
    for page in PAGES:
        body = Client().get(reverse(f"toolkit:{page}")).content.decode()
        used = set(re.findall(r'(?:src|href)="/static/[0-9a-f]+/([^"]+\.(?:js|css|svg))"', body))
        assert used <= files, page
    for file in FILES:
        if file.endswith(".js"):
            for path in re.findall(r'(?:from |import\()"(\.[^"]+)"', (STATIC / file).read_text()):
                assert str((STATIC / file).parent.joinpath(path).resolve().relative_to(STATIC)) in files, file


def test_nothing_that_is_kept_is_anybody_s(pair: Pair):
    """The same for a stranger as for Ada, but for tokens and the menu: and fetched without cookies at that."""
    for address in kept_addresses():
        if not address.startswith("/static/"):
            assert address.startswith("/calm/")
            page = Client().get(address)
            assert page.status_code == 200
            assert "idle-cover" not in page.content.decode()


def test_the_worker_s_scope_is_calm_alone():
    answer = Client().get(reverse("toolkit:worker"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
    assert reverse("toolkit:worker") == "/calm/worker.js"


@pytest.mark.django_db
@pytest.mark.parametrize("icon", sorted(ICONS))
def test_the_name_on_a_home_screen_says_nothing(icon: str):
    found = manifest(icon)
    assert not TELLING.search(json.dumps(found))
    answer = Client().get(reverse("toolkit:app", args=[icon]))
    assert answer.json() == found
    assert (
        f'href="{reverse("toolkit:app", args=[icon])}"'
        in Client().get(reverse("toolkit:phone_as", args=[icon])).content.decode()
    )


@pytest.mark.django_db
def test_another_icon_is_nothing():
    for name in ("toolkit:app", "toolkit:phone_as"):
        assert Client().get(reverse(name, args=["knife"])).status_code == 404


def test_on_her_page_the_words_are_drawn_once_and_without_a_plan_there_is_nothing_to_copy(pair: Pair):
    browser, copy = pair.ada.browser(), reverse("toolkit:copy")
    assert browser.get(copy).status_code == 302
    browser.post(reverse("toolkit:do", args=["safety-plan"]), {"f_signs": "No sleep."})
    assert "Draw four words" in browser.get(copy).content.decode()
    page = browser.post(copy).content.decode()
    found = re.search(r'class="secret">([a-z ]+)<', page)
    assert found is not None
    assert len(found[1].split()) == 4
    assert "No sleep." not in page
    assert found[1] not in browser.get(copy).content.decode()
    assert pair.tom.browser().get(copy).status_code == 404
