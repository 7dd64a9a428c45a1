"""The people in somebody's care by keys alone, in a real browser; single keys only for whoever wants them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.static.test_elements import visit

__all__ = ["visit"]
pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.templates.urls")]

LIST = """{%% extends "layouts/page.html" %%}
{%% block scripts %%}<script type="module" src="{{ static('js/elements/caseload-keys.js') }}"></script>{%% endblock %%}
{%% block main %%}<h1>People</h1>
<form role="search"><input name="name" aria-label="Name"></form>
<caseload-keys%s><table><tbody>
<tr><th><a href="#ada">Ada</a></th><td><a href="#note">1 note</a></td></tr>
<tr><th><a href="#emile">Émile</a></th><td></td></tr>
<tr><th><a href="#zoe">Zoe</a></th><td></td></tr>
</tbody></table></caseload-keys>{%% endblock %%}"""


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent || document.activeElement.name || ''")


def press(page: Page, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    return focused(page)


def test_arrows_go_from_name_to_name_inside_the_list_and_stop_at_its_ends(visit) -> None:
    page = visit(LIST % "").page
    page.get_by_role("link", name="1 note").focus()
    assert press(page, "ArrowDown") == "Émile"
    assert press(page, "End", "ArrowDown") == "Zoe"
    assert press(page, "Home", "ArrowUp") == "Ada"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#ada$"))


def test_single_keys_do_nothing_unless_they_are_switched_on(visit) -> None:
    page = visit(LIST % "").page
    page.get_by_role("link", name="Ada").focus()
    assert press(page, "j") == "Ada"
    assert press(page, "/") == "Ada"


def test_switched_on_they_move_and_search_and_never_while_somebody_types(visit) -> None:
    page = visit(LIST % " data-single").page
    assert press(page, "j") == "Ada"
    assert press(page, "j", "j", "k") == "Émile"
    assert press(page, "/") == "name"
    assert press(page, "j", "/", "k") == "name"
    assert page.get_by_label("Name").input_value() == "j/k"


def test_outside_the_list_arrows_are_the_browsers_own(visit) -> None:
    page = visit(LIST % "").page
    page.locator("main").focus()
    assert press(page, "ArrowDown") not in ("Ada", "Émile", "Zoe")
