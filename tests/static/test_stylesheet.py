"""One small stylesheet: its tokens, their contrast in every scheme, and what it must not do."""

import re
from itertools import product
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "stillroom/static/app.css").read_text()
LIGHT_DARK = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)")
TOKENS = {name: (light, dark) for name, light, dark in LIGHT_DARK.findall(CSS)}
GROUNDS = ("ground", "raised", "sunken")
TEXT = [
    *product(("ink", "quiet", "accent", "warm", "alert"), GROUNDS),
    *product(("ink", "quiet", "accent"), ("accent-soft",)),
    *product(("ink", "quiet"), ("warm-soft", "alert-soft")),
    ("warm", "warm-soft"),
    ("alert", "alert-soft"),
    ("accent-ink", "accent"),
    ("ground", "alert"),
    ("ground", "ink"),
]
MEANING = [*product(("line", "accent", "focus"), GROUNDS), ("focus", "accent-soft"), ("warm", "warm-soft")]


def channels(colour: str) -> list[float]:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000", "#FFFFFF") == 21
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("over", "under"), TEXT)
def test_text_can_be_read_on_every_ground_it_stands_on(over, under, scheme):
    assert contrast(TOKENS[over][scheme], TOKENS[under][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("over", "under"), MEANING)
def test_lines_that_carry_meaning_can_be_seen(over, under, scheme):
    assert contrast(TOKENS[over][scheme], TOKENS[under][scheme]) >= 3


@pytest.mark.parametrize(
    ("scheme", "block"),
    [
        (0, CSS.split("@layer tokens {", 1)[1].split("@media", 1)[0]),
        (1, CSS.split("prefers-color-scheme: dark)", 1)[1].split("@supports", 1)[0]),
    ],
    ids=["light", "dark"],
)
def test_browsers_without_light_dark_get_the_same_colours(scheme, block):
    plain = dict(re.findall(r"--([\w-]+): (#\w+)", block))
    assert plain == {name: pair[scheme] for name, pair in TOKENS.items()}


def test_the_stylesheet_is_small():
    assert len(CSS.encode()) <= 22 * 1024


def test_the_layers_are_in_order():
    assert CSS.startswith("@layer reset, tokens, base, components, pages;")
    assert re.findall(r"^@layer (\w+) \{", CSS, re.M) == ["reset", "tokens", "base", "components", "pages"]


def test_nothing_is_fetched_from_a_stylesheet():
    assert not re.search(r"url\(|@import|@font-face|https?:", CSS)


def test_sides_are_logical_so_that_other_scripts_can_run_the_other_way():
    assert not re.search(r"\b(margin|padding|border|inset)-(left|right|top|bottom)\b", CSS)
    assert not re.search(r"[{;]\s*(left|right|top|bottom|width|height|(min|max)-(width|height)):", CSS)
