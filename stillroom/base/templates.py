"""Templates, compiled once for each language.

A page has some fifty sentences, and looking each up while the page is made cost a third of making it. Here a sentence
that stands in a template is looked up when the template is compiled, and what is left at run time is filling in names.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.utils.translation import gettext, override
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

from stillroom.base.languages import reads

GETTEXT = frozenset({"_", "gettext"})


class Backend(Jinja2):
    """Django's Jinja2 backend with an environment for each of `settings.LANGUAGES`; pages use that of their reader."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._environments: dict[str, Environment] = {}
        super().__init__(params)

    @property
    def env(self) -> Environment:
        return self._environments[reads()]

    @env.setter
    def env(self, first: Environment) -> None:
        for language, _name in settings.LANGUAGES:
            own = self._environments[language] = first.overlay()
            own.globals = {**first.globals, "language": partial(str, language)}
            own.code_generator_class = type(f"In_{language}", (InOneLanguage,), {"language": language})


class InOneLanguage(CodeGenerator):
    """Compiles a template with the sentences of `language` in it."""

    language: str

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        with override(self.language):
            said = _Said().visit(node)
        super().visit_Template(said, frame)


class _Said(NodeTransformer):
    """`_("Hello, %(name)s.", name=x)` becomes what gettext makes of it, with `x` still to be filled in and escaped.

    The same as Jinja's newstyle gettext does at run time: a sentence is markup, what is put into it is not.
    """

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        words = _words(node)
        if words is None or not (isinstance(node.node, nodes.Name) and node.node.name in GETTEXT):
            return node
        sentence = nodes.MarkSafe(nodes.Const(gettext(words)))
        filling = [nodes.Pair(nodes.Const(each.key), each.value) for each in node.kwargs]
        return nodes.Mod(sentence, nodes.Dict(filling)).set_lineno(node.lineno)


def _words(node: nodes.Call) -> str | None:
    """What is to be said, where it stands in the template itself."""
    if len(node.args) != 1 or node.dyn_args is not None or node.dyn_kwargs is not None:
        return None
    (only,) = node.args
    return only.value if isinstance(only, nodes.Const) else None
