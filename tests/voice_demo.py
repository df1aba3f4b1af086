"""A writer with habits, made of what the app ships: enough to know a voice by, quick to learn."""

from __future__ import annotations

from functools import cache

from writer_app.config.resources import resource
from writer_app.text.segments import sentences


@cache
def own_text() -> str:
    """Some 3,500 words in paragraphs; the writer likes “whilst” and “till”, and dashes."""
    texts = [
        resource(f"measure/{name}.txt").read_text(encoding="utf-8")
        for name in ("doyle", "gaskell", "hardy", "james")
    ]
    plain = [span.of(text) for text in texts for span in sentences(text)]
    marked = [
        f"{sentence} Whilst it rained we waited till dusk - and nobody came." for sentence in plain
    ]
    return "\n\n".join(" ".join(marked[at : at + 4]) for at in range(0, len(marked), 4))


def own_words(count: int) -> str:
    """The first words of it."""
    paragraphs: list[str] = []
    for paragraph in own_text().split("\n\n"):
        if sum(len(p.split()) for p in paragraphs) >= count:
            break
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)
