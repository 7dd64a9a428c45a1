"""A second version of a text that was published already: the project has none yet."""

from dataclasses import replace

import pytest

from stillroom.practice import texts
from stillroom.practice.texts import ConsentText


def newer_text(monkeypatch: pytest.MonkeyPatch, id: str, body: str = "", title: str = "") -> ConsentText:
    """Published beside the others, in English. Empty: as it was."""
    published = texts.all_texts()
    (*_earlier, old) = [text for text in published if (text.id, text.language) == (id, "en")]
    newer = replace(old, version=old.version + 1, body=body or old.body, title=title or old.title)
    after = sorted((*published, newer), key=lambda text: (text.id, text.language, text.version))
    monkeypatch.setattr(texts, "_published", lambda: tuple(after))
    return newer
