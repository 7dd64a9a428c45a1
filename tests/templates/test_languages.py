"""A template is compiled once for each language, and says the same as Jinja's own gettext would at run time."""

import pytest
from django.utils.translation import override
from jinja2 import UndefinedError

from tests.templates.pages import html_of

NAME = "<b>Ada</b> 100% %(name)s"
SOURCES = {
    '{{ _("Today") }}': "Today",
    '{{ _("With %(name)s", name=name) }}': "With &lt;b&gt;Ada&lt;/b&gt; 100% %(name)s",
    "{% trans %}100 %{% endtrans %}": "100 %",
    "{% trans name=name %}Hello, {{ name }}.{% endtrans %}": "Hello, &lt;b&gt;Ada&lt;/b&gt; 100% %(name)s.",
    '<p title="{{ _("<i>%(name)s</i>", name=_("Today")) }}">': '<p title="<i>Today</i>">',
    '{% macro m(words=_("Today")) %}{{ words }}{% endmacro %}{{ m() }}': "Today",
    '{{ ngettext("%(num)d <i>day</i>", "%(num)d days", 1) }}': "1 <i>day</i>",
    '{% set key = "Today" %}{{ _(key) }}': "Today",
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_sentence_is_markup_and_what_is_put_into_it_is_not(source: str) -> None:
    assert html_of(source, name=NAME) == SOURCES[source]


def test_a_page_follows_its_reader() -> None:
    source = '{{ _("Today") }} {{ ngettext("%(num)d day", "%(num)d days", 2) }}'
    with override("es"):
        assert html_of(source) == "Hoy 2 días"
    with override("en"):
        assert html_of(source) == "Today 2 days"


def test_a_sentence_that_names_what_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        html_of('{{ _("With %(name)s", name=nobody) }}')
    with pytest.raises(KeyError):
        html_of('{{ _("With %(name)s") }}')
