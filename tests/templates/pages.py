"""Renders templates as a page would, and reads the result back."""

from collections.abc import Mapping
from html.parser import HTMLParser

from django.template import engines
from django.template.backends.utils import csrf_input_lazy
from django.test import RequestFactory

VOID = {"input", "link", "meta", "br", "img", "circle", "line", "polyline", "path"}


class Node:
    def __init__(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        self.tag, self.attrs, self.children, self.words = tag, dict(attrs), [], ""

    def all(self, tag: str, **attrs: str) -> list["Node"]:
        """Every element below, in the order of the page, with these attributes (`class_` for class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        mine = [self] if self.tag == tag and all(self.attrs.get(n) == v for n, v in wanted.items()) else []
        return mine + [found for child in self.children for found in child.all(tag, **attrs)]

    def one(self, tag: str, **attrs: str) -> "Node":
        (found,) = self.all(tag, **attrs)
        return found

    @property
    def text(self) -> str:
        return " ".join((self.words + " " + " ".join(child.text for child in self.children)).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("", {})]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        node = Node("#", {})
        node.words = data
        self.open[-1].children.append(node)


def read(html: str) -> Node:
    """Raises AssertionError where the elements are not closed in order."""
    reader = _Reader()
    reader.feed(html)
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is not closed"
    return reader.open[0]


def html_of(source: str, **context: object) -> str:
    """With the context that is given and no context processor's."""
    request = RequestFactory().get("/today/")
    frame = {"request": request, "csrf_input": csrf_input_lazy(request)}
    return engines["jinja2"].from_string(source).template.render(frame | context)


def render(source: str, **context: object) -> Node:
    return read(html_of(source, **context))
