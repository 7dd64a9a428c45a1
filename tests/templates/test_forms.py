"""Our own markup for the fields of a Django form."""

import pytest
from django import forms

from tests.templates.pages import html_of, render

WAYS = [("video", "Video"), ("voice", "Voice only")]


class Asking(forms.Form):
    called = forms.CharField(label="What should we call you?", help_text="Any name will do.")
    zone = forms.ChoiceField(
        choices=[("UTC", "UTC"), ("America/Los_Angeles", "Los Angeles")],
        widget=forms.Select(attrs={"data-zone-guess": "UTC"}),
    )
    way = forms.ChoiceField(choices=WAYS, widget=forms.RadioSelect, initial="voice")
    also = forms.MultipleChoiceField(choices=WAYS, widget=forms.CheckboxSelectMultiple, required=False)
    words = forms.CharField(widget=forms.Textarea, required=False)
    passphrase = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    shared = forms.BooleanField(label="This phone is shared", required=False, initial=True)
    token = forms.CharField(widget=forms.HiddenInput, initial="t1")


def field(name: str, data: dict | None = None, more: str = ""):
    source = '{% from "components/forms.html" import field %}{{ field(form[name]' + more + ") }}"
    return render(source, form=Asking(data), name=name)


def summary(data: dict | None):
    return render('{% from "components/forms.html" import error_summary %}{{ error_summary(form) }}', form=Asking(data))


def test_a_field_has_its_label_and_hint():
    page = field("called")
    box = page.one("input")
    assert page.one("label", for_=box.attrs["id"]).text == "What should we call you?"
    assert page.one("p", id=box.attrs["aria-describedby"]).text == "Any name will do."
    assert "aria-invalid" not in box.attrs


def test_a_wrong_field_says_so_beside_itself_and_keeps_its_hint():
    page = field("called", {"called": ""})
    box = page.one("input")
    assert box.attrs["aria-invalid"] == "true"
    hint, error = box.attrs["aria-describedby"].split()
    assert page.one("p", id=hint).text == "Any name will do."
    assert page.one("p", id=error).text == "Error: This field is required."


def test_what_was_typed_is_kept_and_is_never_markup():
    assert field("called", {"called": '"><script>'}).one("input").attrs["value"] == '"><script>'
    source = '{% from "components/forms.html" import field %}{{ field(form["words"]) }}'
    assert "&lt;script&gt;" in html_of(source, form=Asking({"words": "</textarea><script>"}))


def test_a_first_line_break_in_a_text_is_kept():
    source = '{% from "components/forms.html" import field %}{{ field(form["words"]) }}'
    assert ">\n\nafter a break</textarea>" in html_of(source, form=Asking({"words": "\nafter a break"}))


@pytest.mark.parametrize(("name", "tag"), [("called", "input"), ("words", "textarea"), ("passphrase", "input")])
def test_private_text_is_kept_from_spell_checkers(name, tag):
    assert field(name).one(tag).attrs["spellcheck"] == "false"


def test_form_memories_are_off_unless_a_field_says_otherwise():
    assert field("called").one("input").attrs["autocomplete"] == "off"
    assert field("passphrase").one("input").attrs["autocomplete"] == "current-password"
    assert field("called", more=", autocomplete='username'").one("input").attrs["autocomplete"] == "username"


def test_a_passphrase_is_never_sent_back():
    page = field("passphrase", {"passphrase": "six words"})
    assert page.one("input").attrs["type"] == "password"
    assert "value" not in page.one("input").attrs


def test_radios_are_a_group_with_a_legend_and_the_first_choice_marked():
    page = field("way")
    assert page.one("legend").text == "Way"
    assert [radio.attrs["value"] for radio in page.all("input", type="radio")] == ["video", "voice"]
    assert [radio.attrs["value"] for radio in page.all("input") if "checked" in radio.attrs] == ["voice"]
    assert [label.text for label in page.all("label")] == ["Video", "Voice only"]


def test_several_boxes_can_be_ticked_and_stay_ticked():
    page = field("also", {"also": ["video", "voice"]})
    assert ["checked" in box.attrs for box in page.all("input", type="checkbox")] == [True, True]
    assert page.one("legend").text == "Also (you can skip this)"


def test_one_box_is_its_own_label():
    page = field("shared")
    assert "checked" in page.one("input", type="checkbox").attrs
    assert page.one("label").text == "This phone is shared"
    assert "checked" not in field("shared", {"called": "x"}).one("input").attrs


def test_a_list_marks_what_was_chosen():
    page = field("zone", {"zone": "America/Los_Angeles"})
    assert [option.attrs["value"] for option in page.all("option") if "selected" in option.attrs] == [
        "America/Los_Angeles"
    ]


def test_the_zone_is_guessed_on_a_new_form_only():
    assert field("zone").one("select").attrs["data-zone-guess"] == "UTC"
    assert "data-zone-guess" not in field("zone", {"zone": "UTC"}).one("select").attrs


def test_a_hidden_field_stays_hidden():
    assert field("token").one("input").attrs | {"id": ""} == {
        "type": "hidden",
        "name": "token",
        "value": "t1",
        "id": "",
    }


def test_the_summary_takes_focus_and_leads_to_each_wrong_field():
    alert = summary({"called": ""}).one("div", role="alert")
    assert alert.attrs["tabindex"] == "-1" and "autofocus" in alert.attrs
    assert [link.attrs["href"] for link in alert.all("a")] == [
        "#id_called",
        "#id_zone",
        "#id_way_0",
        "#id_passphrase",
    ]


@pytest.mark.parametrize("link", ["#id_called", "#id_zone", "#id_way_0", "#id_passphrase"])
def test_what_the_summary_leads_to_is_there(link):
    page = render('{% from "components/forms.html" import fields %}{{ fields(form) }}', form=Asking({"called": ""}))
    assert [node for tag in ("input", "select", "textarea") for node in page.all(tag, id=link[1:])] != []


def test_there_is_no_summary_of_nothing():
    assert summary(None).all("div") == []
