"""Pages of the demo that no link leads to until somebody has done something: done when such a page is asked for."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from playwright.sync_api import Page

from tests.journeys.acts import press

Pages = Mapping[str, Page]
Addresses = Mapping[str, dict[str, str]]


def prepare(route: str, pages: Pages, addresses: Addresses) -> None:
    """Adds the addresses that `route` belongs to, where it is one of these."""
    if route == "notes:shown":
        addresses["Ada"][route] = _show_note(pages["Tom"], addresses["Tom"]["notes:note"])
    elif route.startswith("care:covering") or route == "scheduling:while_away":
        _stand_in(pages, addresses)
    elif route == "safety:lent_flag":
        _lend_flag(pages, addresses)
    elif route == "safety:card":
        _make_card(pages, addresses)
    elif route.startswith(("care:bring", "care:brought")):
        _bring(pages, addresses)
    elif route == "supervision:case":
        _ask_colleague(pages, addresses)
    elif route in ("safecalls:call", "safecalls:note"):
        _look_out(pages["Ada"], addresses)
    elif route == "care:ending_summary":
        addresses["Ada"][route] = _plan_ending(pages["Ada"], addresses["Ada"]["care:ending"])


def _look_out(page: Page, addresses: Addresses) -> None:
    """A safe call of Ada's: her page, and the one behind its link."""
    page.goto("/check/new/")
    page.locator("[name=against][value=no]").check()
    for name, words in (("buddy", "U."), ("note", "By the park."), ("all_clear", "lemon"), ("duress", "apple")):
        page.locator(f"[name={name}]").fill(words)
    press(page, "Begin now")
    page.wait_for_url("**/check/*-*/")
    addresses["Ada"]["safecalls:call"] = urlsplit(page.url).path
    addresses["Eve"]["safecalls:note"] = urlsplit(page.locator(".whole-link").inner_text().strip()).path


def _plan_ending(page: Page, address: str) -> str:
    page.goto(address)
    page.get_by_role("button", name="Tell Tom").click()
    page.wait_for_load_state()
    page.locator("[name=did]").fill("We kept a diary.")
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/kept/**")
    return urlsplit(page.url).path


def _show_note(page: Page, address: str) -> str:
    """Only when it is asked for: the page of a note that is not signed yet stands there until then."""
    page.goto(address)
    page.locator("[name=data]").fill("Slept better.")
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_url("**/today/**")
    page.goto(address)
    page.get_by_role("button", name="Show it to").click()
    page.wait_for_load_state()
    return address.replace("/notes/", "/shown/")


def _stand_in(pages: Pages, addresses: Addresses) -> None:
    """Tom plans to be away, Ada lets Iris in, Iris says yes and writes."""
    ada, tom, iris = pages["Ada"], pages["Tom"], pages["Iris"]
    days = [(datetime.now(UTC) + timedelta(days=days)).date().isoformat() for days in (300, 310)]
    tom.goto("/desk/away/")
    tom.locator("[name=since]").fill(days[0])
    tom.locator("[name=until]").fill(days[1])
    _choose(tom, "cover", "Iris Moon")
    tom.get_by_role("button", name="Save").click()
    tom.wait_for_load_state()
    addresses["Tom"]["scheduling:while_away"] = reverse("scheduling:while_away")
    space = resolve(addresses["Ada"]["care:episode"]).kwargs["space"]
    choice = reverse("care:covering_choice", args=[space])
    ada.goto(choice)
    ada.locator("main input[type=checkbox]").first.check()
    ada.get_by_role("button", name="Yes, let").click()
    ada.wait_for_load_state()
    iris.goto("/today/")
    iris.get_by_role("link", name="asks you to stand in").first.click()
    iris.get_by_role("button", name="Yes, I stand in").click()
    iris.wait_for_url("**/stand-in/*/")
    page = urlsplit(iris.url).path
    iris.locator("[name=text]").fill("I am here until Tom is back.")
    iris.get_by_role("button", name="Send to both").click()
    iris.wait_for_load_state()
    three = resolve(page).kwargs["space"]
    piece = iris.locator("main a.item[href*='/brought/']").first.get_attribute("href")
    addresses["Ada"] |= {
        "care:covering_choice": choice,
        "care:covering": page,
        "care:covering_opened": reverse("care:covering_opened", args=[three]),
        "care:covering_piece": piece or "",
    }


def _lend_flag(pages: Pages, addresses: Addresses) -> None:
    """Ada says that she may hurt herself, while Iris stands in."""
    if "care:covering" not in addresses["Ada"]:
        _stand_in(pages, addresses)
    ada = pages["Ada"]
    kwargs = resolve(addresses["Ada"]["assessments:answer"]).kwargs
    ada.goto(reverse("assessments:answer", kwargs={**kwargs, "instrument": "phq-9", "step": 9}))
    ada.get_by_label("Several days").check()
    press(ada, "Next")
    press(ada, "Go on")
    press(ada, "Skip this one")
    press(ada, "Send to Tom Vale")
    ada.wait_for_load_state()
    ada.goto(addresses["Ada"]["care:covering"])
    addresses["Ada"]["safety:lent_flag"] = ada.locator("main a.item[href*='/flags/']").first.get_attribute("href") or ""


def _make_card(pages: Pages, addresses: Addresses) -> None:
    """Ada, who lets the person on call reach her, marks a message."""
    ada = pages["Ada"]
    space = resolve(addresses["Ada"]["care:episode"]).kwargs["space"]
    ada.goto(reverse("messaging:conversation", args=[space]))
    ada.locator("[name=text]").fill("It is bad tonight.")
    ada.get_by_text("Is this about your safety?").click()
    ada.get_by_label("Yes, the same day").check()
    ada.get_by_role("button", name="Send", exact=True).click()
    ada.get_by_role("heading", name="You do not have to hold this alone").wait_for()
    ada.goto(reverse("safety:reach", args=[space]))
    link = ada.get_by_role("link", name="The card, and who opened it").first
    addresses["Ada"]["safety:card"] = link.get_attribute("href") or ""


def _ask_colleague(pages: Pages, addresses: Addresses) -> None:
    """Tom asks Iris about a case without a name, and she reads it."""
    tom, iris = pages["Tom"], pages["Iris"]
    tom.goto(reverse("supervision:ask"))
    _choose(tom, "to", "Iris Moon")
    tom.locator("[name=question]").fill("How do I sit with a long silence?")
    tom.get_by_role("button", name="Send to this colleague alone").click()
    tom.wait_for_url("**/ask-a-colleague/*-*/")
    page = urlsplit(tom.url).path
    iris.goto(page)
    iris.get_by_role("button", name="Yes, I read it").click()
    iris.wait_for_load_state()
    addresses["Tom"]["supervision:case"] = addresses["Iris"]["supervision:case"] = page


def _bring(pages: Pages, addresses: Addresses) -> None:
    """Ada asks Iris for a first talk, Iris says yes, and Ada brings something along from Tom."""
    ada, iris = pages["Ada"], pages["Iris"]
    ada.goto("/people/")
    press(ada, "More about Iris Moon")
    press(ada, "Ask for a first talk")
    ada.locator("main input[type=radio][name=start]").first.check()
    ada.locator("main input[name=medium]").first.check()
    ada.get_by_role("button", name="Ask", exact=True).click()
    ada.wait_for_url("**/with/*/")
    new = resolve(urlsplit(ada.url).path).kwargs["space"]
    iris.goto(reverse("finding:request", args=[new]))
    iris.get_by_role("button", name="Say yes").click()
    iris.wait_for_load_state()
    bring = reverse("care:bring", args=[new])
    ada.goto(bring)
    ada.locator("main input[type=checkbox]").first.check()
    ada.get_by_role("button", name="Bring along").click()
    ada.wait_for_url("**/brought/")
    piece = ada.locator("main a.item").first.get_attribute("href")
    addresses["Ada"] |= {
        "care:bring": bring,
        "care:brought": reverse("care:brought", args=[new]),
        "care:brought_piece": piece or "",
    }


def _choose(page: Page, name: str, label: str) -> None:
    select = page.locator(f"select[name={name}]")
    if select.count():
        select.select_option(label=label)
    else:
        page.get_by_label(label).first.check()
