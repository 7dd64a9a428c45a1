"""What our pages ask of a browser, against the oldest that we say they work in (docs/requirements.md).

A feature that is newer needs a way round it (`instead`); one that is not on these lists stops here until somebody has
looked up since when browsers have it (caniuse.com, developer.mozilla.org).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "stillroom/static"
CSS = re.sub(r"/\*.*?\*/", "", (STATIC / "app.css").read_text(), flags=re.DOTALL)
JS = {path.name: re.sub(r"//.*|/\*.*?\*/", "", path.read_text()) for path in (STATIC / "js").rglob("*.js")}
Versions = tuple[float, float, float]
OLDEST: Versions = (99, 97, 15.4)  # Chrome and what is built on it, Firefox, Safari: spring 2022


@dataclass(frozen=True, slots=True)
class Feature:
    """`since`: Chrome, Firefox, Safari. `instead`: what others see, where it is newer than OLDEST."""

    since: Versions
    instead: str = ""


OLD = Feature((1, 1, 1))
AT_RULES = {
    "@layer": Feature((99, 97, 15.4)),
    "@media": OLD,
    "@supports": OLD,
    "@keyframes": OLD,
    "@page": Feature((15, 95, 13.1)),
}
FUNCTIONS = {
    "calc": OLD,
    "var": OLD,
    "attr": OLD,
    "min": Feature((79, 75, 11.1)),
    "max": Feature((79, 75, 11.1)),
    "minmax": Feature((57, 52, 10.1)),
    "repeat": Feature((57, 52, 10.1)),
    "fit-content": Feature((57, 52, 10.1)),
    "clamp": Feature((79, 75, 13.1)),
    "env": Feature((69, 65, 11.1)),
    "translate": OLD,
    "scale": OLD,
    "rgb": OLD,
    "inset": OLD,
    "url": OLD,
    "light-dark": Feature((123, 120, 17.5), "the media query before it gives the same colours"),
    "color-mix": Feature((111, 113, 16.2), "none: not in use"),
}
PSEUDO = {
    "before": OLD, "after": OLD, "root": OLD, "hover": OLD, "focus": OLD, "first-child": OLD, "last-child": OLD,
    "not": OLD, "checked": OLD, "disabled": OLD, "first-of-type": OLD, "nth-child": OLD, "empty": OLD, "target": OLD,
    "only-child": OLD, "last-of-type": OLD, "active": OLD, "placeholder": Feature((57, 51, 10.1)),
    "focus-visible": Feature((86, 85, 15.4)),
    "is": Feature((88, 78, 14)),
    "where": Feature((88, 78, 14)),
    "focus-within": Feature((60, 52, 10.1)),
    "marker": Feature((86, 68, 11.1)),
    "defined": Feature((54, 63, 10)),
    "backdrop": Feature((37, 47, 15.4)),
    "fullscreen": Feature((71, 64, 16.4), "full screen keeps its usual ground"),
    "-webkit-details-marker": Feature((1, 49, 1)),
    "has": Feature((105, 121, 15.4), "a rule of decoration alone"),
    "details-content": Feature((131, 143, 18.4), "printing: closed details stay closed"),
}  # fmt: skip
NEW_PROPERTIES = {
    "text-wrap": Feature((114, 121, 17.5), "headings break where they did"),
    "text-size-adjust": Feature((54, 999, 999), "phones that enlarge text do so"),
    "accent-color": Feature((93, 92, 15.4)),
    "content-visibility": Feature((85, 125, 18), "printing: closed details stay closed"),
    "field-sizing": Feature((123, 999, 26.2), "the field scrolls"),
    "scrollbar-gutter": Feature((94, 97, 18.2), "the page moves by a bar's width"),
    "inset-inline": Feature((87, 63, 14.1)),
    "inset-block": Feature((87, 63, 14.1)),
}
# Properties that exist and are newer than OLDEST somewhere: none may come in without a line above.
WATCHED = re.compile(
    r"(?<![\w-])(text-wrap|text-size-adjust|accent-color|content-visibility|field-sizing|scrollbar-gutter|"
    r"container-type|container|anchor-name|position-anchor|view-transition-name|interpolate-size|animation-timeline|"
    r"text-box|corner-shape|reading-flow|masonry|offset-path|timeline-scope|overlay|transition-behavior|"
    r"hyphenate-character|font-palette|math-style|inset-inline|inset-block)\s*:"
)
UNITS = {"dvh": Feature((108, 101, 15.4), "the page is as high as its words"), "cqi": Feature((105, 110, 16), "")}
SCRIPT = {
    r"\?\?=|\|\|=|&&=": Feature((85, 79, 14)),
    r"\?\.(?!\d)": Feature((80, 74, 13.1)),
    r"\?\?(?!=)": Feature((80, 72, 13.1)),
    r"(?<=\s)#\w+\s*\([^)]*\)\s*\{": Feature((84, 90, 15)),
    r"(?<=\s)#\w+\s*[=;]": Feature((74, 90, 14.1)),
    r"\bstatic\s*\{": Feature((94, 93, 16.4), ""),
    r"\.at\(-?\d": Feature((92, 90, 15.4)),
    r"\bstructuredClone\(": Feature((98, 94, 15.4)),
    r"\.replaceAll\(": Feature((85, 77, 13.1)),
    r"\bObject\.hasOwn\(": Feature((93, 92, 15.4)),
    r"\.findLast(?:Index)?\(": Feature((97, 104, 15.4), ""),
    r"\.to(?:Sorted|Reversed|Spliced)\(": Feature((110, 115, 16), ""),
    r"\b(?:Object|Map)\.groupBy\(": Feature((117, 119, 17.4), ""),
    r"\bPromise\.withResolvers\(": Feature((119, 121, 17.4), ""),
    r"\bArray\.fromAsync\(": Feature((121, 115, 16.4), ""),
    r"\bAbortSignal\.(?:timeout|any)\(": Feature((103, 100, 16), ""),
    r"\bnew Set\([^)]*\)\.(?:union|difference|intersection)\(": Feature((122, 127, 17), ""),
    r"\.toggleAttribute\(": Feature((69, 63, 12)),
    r"\bBroadcastChannel\b": Feature((54, 38, 15.4)),
    r"\.submitter\b": Feature((81, 75, 15.4)),
    r"\.checkVisibility\(": Feature((105, 106, 17.4), ""),
    r"^import .* with \{": Feature((123, 138, 17.2), ""),
}


def too_new(feature: Feature) -> bool:
    return not feature.instead and any(since > oldest for since, oldest in zip(feature.since, OLDEST, strict=True))


def newer(used: set[str], known: dict[str, Feature]) -> list[str]:
    return sorted(name for name in used if name not in known or too_new(known[name]))


def test_every_rule_and_function_of_the_stylesheet_is_old_enough_or_has_a_way_round() -> None:
    assert newer(set(re.findall(r"@[a-z-]+", CSS)), AT_RULES) == []
    assert (
        newer(
            set(re.findall(r"(?<![:\w-])([a-z][a-z-]*)\(", re.sub(r"@(media|supports|layer)[^{;]*", "", CSS))),
            FUNCTIONS,
        )
        == []
    )
    selectors = " ".join(re.findall(r"([^{};]+)\{", CSS))
    selectors = re.sub(r"\([^()]*:\s[^()]*\)", "", selectors)
    assert newer(set(re.findall(r"::?([a-z-]+)", selectors)), PSEUDO) == []
    assert newer(set(WATCHED.findall(CSS)), NEW_PROPERTIES) == []
    assert newer(set(re.findall(r"\d(dvh|svh|lvh|dvw|cq\w+|lh|rlh|cap)\b", CSS)), UNITS) == []


def test_light_dark_stands_only_where_it_is_understood_and_after_plain_colours() -> None:
    before, _, after = CSS.partition("@supports (color: light-dark(red, red))")
    assert "light-dark(" not in before
    names = set(re.findall(r"(--[\w-]+): light-dark\(", after))
    assert names
    assert names <= set(re.findall(r"(--[\w-]+):", before))


@pytest.mark.parametrize("name", sorted(JS))
def test_no_script_uses_what_the_oldest_browser_cannot_read(name: str) -> None:
    """A module that a browser cannot read does not run at all: then its page is the one without scripts."""
    assert [
        pattern for pattern, feature in SCRIPT.items() if too_new(feature) and re.search(pattern, JS[name], re.M)
    ] == []


def test_the_list_sees_what_is_too_new() -> None:
    """The control."""
    assert newer({"@container"}, AT_RULES) == ["@container"]
    assert too_new(Feature((123, 120, 17.5)))
    assert not too_new(FUNCTIONS["light-dark"])
    assert re.search(r"\.to(?:Sorted|Reversed|Spliced)\(", "list.toSorted()")


def test_the_oldest_browsers_are_told_to_people_and_to_whoever_runs_it() -> None:
    chrome, firefox, safari = OLDEST
    said = (STATIC.parents[1] / "docs" / "requirements.md").read_text()
    assert f"Chrome {chrome:g}, Firefox {firefox:g}, Safari {safari:g}" in said
    page = (STATIC.parent / "home/templates/home/about.html").read_text()
    assert "spring of 2022" in page
