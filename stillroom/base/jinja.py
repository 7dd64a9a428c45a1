"""The Jinja2 environment of every page."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from stillroom.base.assets import static
from stillroom.base.languages import language_name
from stillroom.base.times import clock_in_words, day_of, local_days, local_time, long_date, short_date
from stillroom.core.charts.plotting import plot


def url(name: str, *args: object, **kwargs: object) -> str:
    if kwargs or not all(isinstance(arg, UUID) for arg in args):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return _with_ids(name, len(args), settings.ROOT_URLCONF) % tuple(map(str, args))


@lru_cache(maxsize=256)
def _with_ids(name: str, count: int, _urlconf: str) -> str:
    """An address with a place for each id, found once: a page has dozens of them, and a search costs 0.2 ms."""
    ids = [UUID(int=number + 1) for number in range(count)]
    address = reverse(name, args=ids or None).replace("%", "%%")
    for id in ids:
        address = address.replace(str(id), "%s")
    return address


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
        languages=lambda: settings.LANGUAGES,
        local_time=local_time,
        clock_in_words=clock_in_words,
        local_days=local_days,
        day_of=day_of,
        plot=plot,
    )
    env.filters.update(linebreaks=linebreaksbr, short_date=short_date, long_date=long_date)
    env.filters.update(language_name=language_name)
    return env
