"""Django's WSGI application: all HTTP goes through it, four times cheaper than through Django's own ASGI handler.

Files under /static/ never reach Django.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from stillroom.base.assets import prefix
from stillroom.base.compression import compressed_copy
from stillroom.base.middleware import HEADERS


def _add_headers(headers: dict[str, str], path: str, url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value


application = WhiteNoise(
    get_wsgi_application(),
    # Under the runtime directory: a folder named by what is in it, made anew after a change, gone with the power.
    root=compressed_copy(settings.STATICFILES_DIRS[0], settings.RUNTIME / prefix()),
    prefix=prefix(),
    max_age=31_536_000,  # the prefix changes with the content
    add_headers_function=_add_headers,
    allow_all_origins=False,
)
