"""Before a note is signed: asked once whether a thing is needed, never kept from signing."""

from stillroom.plans.actions import propose_goal
from stillroom.vault.records import payloads
from stillroom.vault.spaces import open_space
from tests.care.test_pages import words
from tests.notes.over import FIELDS, Over

TOLD = {**FIELDS, "headings": "dap", "data": "Her visa runs out. Her sister Keisha helps."}
KEYS = ["papers:visa", "name:keisha"]


def test_the_first_press_asks_and_the_second_signs(over: Over):
    browser = over.pair.tom.browser()
    asked = browser.post(over.page(), TOLD)
    assert asked.status_code == 200
    assert all(each in words(asked) for each in ("Is this needed?", "visa", "Keisha", "Sign it as it is"))
    assert TOLD["data"] in asked.content.decode()
    assert all(f'name="asked" value="{key}"' in asked.content.decode() for key in KEYS)
    assert over.session().note is None and over.session().draft is not None  # and what was typed is kept
    browser.post(over.page(), {**TOLD, "asked": KEYS})
    assert over.session().note is not None


def test_other_words_are_asked_about_anew_and_fewer_are_not(over: Over):
    browser = over.pair.tom.browser()
    browser.post(over.page(), {**TOLD, "asked": ["papers:visa"]})
    assert over.session().note is None
    browser.post(over.page(), {**TOLD, "data": "Her VISA runs out.", "asked": ["papers:visa"]})
    assert over.session().note is not None


def test_the_two_whom_it_is_about_are_not_asked_for_and_plain_words_sign_at_once(over: Over):
    browser = over.pair.tom.browser()
    browser.post(over.page(), {**TOLD, "data": "Tom asked, Ada said: better."})
    assert over.session().note is not None


def test_what_is_typed_in_the_other_fields_is_asked_about_and_what_was_filled_in_is_not(over: Over):
    browser, goal = over.pair.tom.browser(), "Fewer clients a week"
    asked = browser.post(over.page(), {**TOLD, "data": "Better.", "goal": goal})
    assert "About work" in words(asked) and over.session().note is None
    propose_goal(episode=over.pair.hers(), words=goal, steps=[], version=0, now=over.now)
    browser.post(over.page(), {**TOLD, "data": "Better.", "goal": goal})
    assert over.session().note is not None


def test_an_addendum_is_asked_about_as_well(over: Over):
    over.sign(data="Better.")
    browser = over.pair.tom.browser()
    asked = browser.post(over.page("more"), {"text": "Her friend Keisha wrote."})
    assert asked.status_code == 200 and "Sign and add it as it is" in words(asked)
    assert "Her friend Keisha wrote." in asked.content.decode() and over.session().addenda == ()
    browser.post(over.page("more"), {"text": "Her friend Keisha wrote.", "asked": ["name:keisha"]})
    assert len(over.session().addenda) == 1


def test_what_was_asked_is_kept_nowhere(over: Over):
    """The control: the words themselves are kept, as a draft and then as a note."""
    browser = over.pair.tom.browser()
    for sent in (TOLD, {**TOLD, "asked": KEYS}):
        browser.post(over.page("draft"), {**sent})
        browser.post(over.page(), sent)
        session = over.session()
        keyholder = over.pair.tom.keyholder
        kept = str([payload for space in keyholder.ring.spaces for payload in payloads(open_space(keyholder, space))])
        assert "Keisha helps" in kept and "papers:visa" not in kept and "asked" not in kept.replace("'asked': []", "")
    assert session.note is not None
    assert "Is this needed?" not in words(browser.get(over.page()))
