"""axe on the parts, in every scheme, at 320 px: what is right here is right on every page built from them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django import forms

from tests.static.test_elements import visit
from tests.templates.test_components import LINE
from tests.templates.test_layouts import signed_in

__all__ = ["visit"]
pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.templates.urls")]
AXE = (Path(__file__).parents[1] / "journeys/vendor/axe.min.js").read_text()
NOW = datetime(2027, 3, 5, 5, 30, tzinfo=UTC)
LONG = "Averyverylongwordthatsomebodypastedfromsomewherewithoutanyspacesatall" * 2


class Everything(forms.Form):
    called = forms.CharField(label="What should we call you?", help_text="Any name.")
    zone = forms.ChoiceField(choices=[("UTC", "UTC")])
    way = forms.ChoiceField(choices=[("a", "Video"), ("b", "Voice")], widget=forms.RadioSelect)
    near = forms.ChoiceField(choices=[(str(n), str(n)) for n in range(11)], widget=forms.RadioSelect)
    also = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False)
    words = forms.CharField(widget=forms.Textarea, required=False)
    passphrase = forms.CharField(widget=forms.PasswordInput)
    shared = forms.BooleanField(required=True, label="This phone is shared", help_text="It is covered.")


FORM = """{% extends "layouts/focus.html" %}
{% from "components/forms.html" import error_summary, field, submit %}
{% from "components/steps.html" import back, step %}
{% from "components/saving.html" import saved_as_you_type %}
{% block main %}{{ back("/x") }}{{ step(2, 9) }}{{ error_summary(form) }}<form method="post" class="fields">
{% for bound in form %}
{{ field(bound, heading=loop.first, classes="scale" if bound.name == "near" else "") }}{% endfor %}
{% call saved_as_you_type("/draft") %}<p>{{ long }}</p>{% endcall %}
<div class="row">{{ submit("Go on") }}{{ submit("Skip", quiet=True) }}{{ submit("Erase", danger=True) }}</div></form>
{% endblock %}"""

PARTS = """{% extends "layouts/page.html" %}
{% from "components/cards.html" import card, chips, remark, tag %}
{% from "components/lists.html" import facts, item, rows, table %}
{% from "components/times.html" import moment %}{% from "components/charts.html" import line_chart %}
{% from "components/slots.html" import slots %}{% from "components/help.html" import help_line, help_panel %}
{% from "components/conversation.html" import bubble, conversation %}{% from "components/empty.html" import empty %}
{% from "components/pacer.html" import breathing %}
{% block main %}<div class="title"><h1>Good evening.</h1><p>Nothing has to be done.</p></div>
<div class="cards">{% call card("Next", next=True) %}<p>{{ moment(now, zone) }}</p><div class="row">
<a class="button" href="/r">Open</a> <a class="link" href="/c">Cancel</a></div>{% endcall %}
{% call card("Now") %}{{ chips([("Breathe", "/b"), ("Talk to someone", "/t")]) }}{% endcall %}
{% call card("Between you") %}{% call rows() %}{{ item("Message", "/m", meta="2 new") }}{{ item(long, meta="x") }}
{{ item("Flag", "/f", flag=True) }}{% endcall %}{% endcall %}
{% call card("Goal") %}{{ line_chart(points, "Goal", "It rose.") }}{% endcall %}</div>
{% set bands = ((0, "few"), (5, "many")) %}
{{ line_chart(points, "Sum", "It rose too.", bands=bands, heads=["Day", "Sum"], lines=[("4 March", 2)]) }}
{% call help_panel("Someone can talk now") %}<p><a href="tel:988">Call 988</a></p>{% endcall %}
<h2>Lines</h2>{{ help_line(line) }}
<form class="fields">{{ slots(starts, zone) }}<button class="button">Ask</button></form>
{% call conversation("Words") %}{{ bubble("Tom", long, now, zone, id="m1") }}
{{ bubble("You", "Yes", now, zone, mine=True) }}{% endcall %}
{{ empty("Nothing yet", "This is for words.", "Write", "/w") }}
{{ facts([("Licence", "12345")]) }}{{ table("Scores", ["Day", "Score"], [("4 March", 12)]) }}
{{ remark("Away.", amiss=True) }}
<p>{{ tag("new", "new") }} {{ tag("flag", "flag") }} {{ tag("away") }}</p>
<div class="sheet"><p class="secret">{{ long }}</p></div>{{ breathing() }}{% endblock %}"""

ROOM = """{% extends "layouts/room.html" %}{% from "components/icons.html" import icon %}
{% block main %}<h1 class="visually-hidden">Room</h1><div class="room-stage"><div class="room-tile">
<span class="tag">Tom</span></div></div><div class="room-controls">
<button type="button" aria-pressed="true">{{ icon("mic-off") }} Mute</button>
<button type="button" class="button danger">{{ icon("hang-up") }} End</button></div>{% endblock %}"""

PAGES = {"form": FORM, "parts": PARTS, "room": ROOM, "error": '{% extends "errors/404.html" %}'}
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}


def context() -> dict[str, object]:
    return signed_in() | {
        "form": Everything({"called": ""}),
        "notice": "Sent.",
        "long": LONG,
        "now": NOW,
        "zone": "America/Los_Angeles",
        "points": [(date(2026, 10, 20), 2), (date(2026, 12, 1), 6)],
        "starts": [NOW + timedelta(hours=hours) for hours in range(12)],
        "line": replace(LINE, sms="555 0101", about="For hard nights."),
    }


def violations(page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_hangs_over(visit, name, scheme):
    site = visit(PAGES[name], who=context(), **SCHEMES[scheme])
    assert violations(site.page) == []
    assert site.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_words_can_be_set_further_apart(visit):
    """WCAG 1.4.12 with its four measures."""
    site = visit(PARTS, who=context())
    site.page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
        document.adoptedStyleSheets = [sheet]; }"""
    )
    assert site.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_would_have_found_something(visit):
    """The control: the same test can fail."""
    bad = '{% extends "layouts/page.html" %}{% block main %}<h1>Hello</h1><input><p>' + "{{ long }}</p>{% endblock %}"
    site = visit(bad, who=context())
    assert any(found.startswith("label:") for found in violations(site.page))


def test_what_opens_is_sound_too(visit):
    site = visit(PARTS, who=context())
    site.page.get_by_text("Menu", exact=True).click()
    site.page.locator("summary", has_text="The numbers").click()
    site.page.evaluate("document.querySelector('.idle').hidden = false")
    assert violations(site.page) == []
    assert site.page.evaluate("document.documentElement.scrollWidth") <= 320
