"""All of it in one archive: each document once in the pages, in the data, and counted against the vault."""

import io
import json
import re
import zipfile
from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.core.zips.writing import MARK, WHOLE
from stillroom.home.demo import Demo
from stillroom.messaging.actions import send_message
from stillroom.privacy.making import LEFT_OUT
from stillroom.privacy.queries import TAKEN, places_of
from stillroom.vault.documents import TYPES
from stillroom.vault.keyholders import Keyholder
from tests.care.pair import Pair
from tests.cast import CHEAP, NOW, Person
from tests.fhir import amiss
from tests.privacy.test_taking import browser_of
from tests.reading_files import whole

LINK = re.compile(r'href="([^"]*)"')


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillroom.accounts.views.signing_in.POLICY", CHEAP)


def taken(browser: Client, **typed: str) -> bytes:
    answer = whole(browser.post(reverse("privacy:all"), typed))
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/zip"
    return answer.content


def unpacked(content: bytes) -> dict[str, str]:
    read = zipfile.ZipFile(io.BytesIO(content))
    assert read.testzip() is None and read.comment == WHOLE
    names = read.namelist()
    assert len(names) == len(set(names)) and all(name.startswith("notes/") for name in names)
    return {name.removeprefix("notes/"): read.read(name).decode() for name in names}


def titles(keyholder: Keyholder) -> Counter[str]:
    return Counter(item.title for place in places_of(keyholder) for item in place.items)


@pytest.mark.parametrize("name", ["Ada", "Tom", "Max", "Rio"])
def test_every_document_stands_on_one_page_of_it_and_the_first_page_leads_to_each(demo: Demo, name: str) -> None:
    files = unpacked(taken(browser_of(demo, name)))
    pages = {file: text for file, text in files.items() if re.fullmatch(r"\d+\.html", file)}
    shown = Counter(
        title for text in pages.values() for title in re.findall(r"<article>\s*<h3>(.*?)</h3>", text, re.DOTALL)
    )
    assert shown == titles(demo.person(name).keyholder)
    data = json.loads(files["notes.json"])
    assert Counter(item["title"] for place in data["places"] for item in place["items"]) == shown
    assert set(LINK.findall(files["index.html"])) | {"index.html"} == set(files)
    assert f"That is all: {shown.total()}." in files["index.html"]
    assert all(set(LINK.findall(text)) == {"index.html"} for text in pages.values())


def test_a_kind_that_was_left_out_would_be_missed(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the count above is not the export's own."""
    real = places_of
    ada = demo.person("Ada").keyholder
    before = titles(ada)

    def forgets(keyholder: Keyholder):  # type: ignore[no-untyped-def]
        for place in real(keyholder):
            object.__setattr__(place, "items", tuple(i for i in place.items if i.kind != "messaging.message"))
            yield place

    monkeypatch.setattr("stillroom.privacy.actions.places_of", forgets)
    files = unpacked(taken(browser_of(demo, "Ada")))
    pages = "".join(text for file, text in files.items() if re.fullmatch(r"\d+\.html", file))
    assert pages.count("<article>") < before.total()


def test_only_a_client_s_holds_a_file_for_another_clinic_and_it_is_sound(demo: Demo) -> None:
    ada = unpacked(taken(browser_of(demo, "Ada"), name_this_once="Ada Canary", own="on"))
    made = json.loads(ada["entries.json"])
    assert amiss(made) == []
    assert [each["resource"]["name"] for each in made["entry"] if each["resource"]["resourceType"] == "Patient"] == [
        [{"text": "Ada Canary"}]
    ]
    assert "Ada Canary" not in "".join(text for file, text in ada.items() if file != "entries.json")
    assert "entries.json" not in unpacked(taken(browser_of(demo, "Tom")))


def test_each_document_is_told_to_who_counts_as_often_as_it_is_read(demo: Demo) -> None:
    """What the bar goes by: three files of a client, two of others."""
    for name, times in (("Ada", 3), ("Tom", 2)):
        count = titles(demo.person(name).keyholder).total()
        assert taken(browser_of(demo, name)).count(MARK) == times * count
        page = browser_of(demo, name).get(reverse("privacy:take")).content.decode()
        assert f'data-total="{times * count}" data-as="zip"' in page


def test_nothing_in_it_asks_for_anything_from_anywhere(ada: Person, pair: Pair) -> None:
    send_message(episode=pair.his(), text="<img src=https://example.org/x.gif> {{ 7 * 7 }}", now=NOW)
    for file, text in unpacked(taken(ada.browser())).items():
        if file.endswith(".html"):
            assert not re.search(
                r"<(img|script|link|iframe|base|form|object|embed)|\bsrc=\"|url\(|@import|https?://\S*\"", text
            )
            assert "default-src 'none'" in text
            assert all(
                re.fullmatch(r"\d{3}\.html|index\.html|notes\.json|entries\.json", to) for to in LINK.findall(text)
            )


def test_many_of_a_kind_are_several_pages(ada: Person, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillroom.privacy.folders.PER_PAGE", 2)
    for number in range(5):
        send_message(episode=pair.hers(), text=f"Number {number}", now=NOW + timedelta(minutes=number))
    files = unpacked(taken(ada.browser()))
    assert "Message, 3 of 3</a>: 1" in files["index.html"]
    order = re.findall(r"Number \d", "".join(files[file] for file in sorted(files) if file[0].isdigit()))
    assert order == [f"Number {number}" for number in range(5)]


def test_what_two_take_at_the_same_time_and_one_takes_twice_is_the_same(ada: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    first, second = (unpacked(taken(ada.browser())) for _ in range(2))
    for file in first:
        if file.endswith(".html"):
            assert first[file] == second[file]
    pages = [ada.browser().post(reverse("privacy:all")) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 503]
    assert unpacked(whole(pages[0]).content)


def test_psychotherapy_notes_are_no_place_of_it() -> None:
    """What lies in a psychotherapy space is no record. Control: there are kinds that lie nowhere else."""
    kinds = {kind for kind, entry in TYPES.items() if not entry.spaces & set(TAKEN)}
    assert kinds and not kinds & set(LEFT_OUT)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["Ada", "Tom", "Max", "Rio"])
def test_no_page_says_a_word_that_is_the_program_s_own(demo: Demo, name: str, language: str) -> None:
    """Ids of rules, kinds and instruments are for programs. Control: the data are full of them."""
    browser = browser_of(demo, name)
    answer = whole(browser.post(reverse("privacy:all"), headers={"Accept-Language": language}))
    files = unpacked(answer.content)
    pages = [text for file, text in files.items() if re.fullmatch(r"\d+\.html", file)]
    own = re.compile(r">\s*(?!\d+\.\d+\s*<)[a-z0-9]+(?:[._-][a-z0-9]+)+\s*<")
    assert [found for text in pages for found in own.findall(text)] == []
    assert re.search(r'"kind": "[a-z]+\.[a-z_]+"', files["notes.json"])
    assert all(demo.person(name).handle not in text for file, text in files.items() if file.endswith(".html"))
