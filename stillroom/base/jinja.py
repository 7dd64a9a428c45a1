"""The Jinja2 environment of every page."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from stillroom.base.assets import static
from stillroom.base.languages import language_name, reads
from stillroom.base.times import day_of, local_days, local_time, long_date, short_date
from stillroom.core.charts.plotting import plot


def url(name: str, *args: object, **kwargs: object) -> str:
    if not args and not kwargs:
        return _fixed(name, settings.ROOT_URLCONF)
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=256)
def _fixed(name: str, _urlconf: str) -> str:
    """An address without an id in it is the same for everybody; each page has a dozen of them."""
    return reverse(name)


def environment(**options: Any) -> Environment:
    """Autoescaping, and an unknown name is an error rather than an empty place."""
    options["undefined"] = StrictUndefined
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)  # noqa: S701 Django sets autoescape
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.policies["ext.i18n.trimmed"] = True  # as the sentences are read out of templates (base.catalogues)
    env.globals.update(
        url=url,
        static=static,
        language=reads,
        languages=lambda: settings.LANGUAGES,
        local_time=local_time,
        local_days=local_days,
        day_of=day_of,
        plot=plot,
    )
    env.filters.update(linebreaks=linebreaksbr, short_date=short_date, long_date=long_date)
    env.filters.update(language_name=language_name)
    return env
