"""What is on offer at the caret: values only, no engine and no clock.

An `Offer` holds every candidate of one request at its own place (candidate i is
`alternatives[i]` from the first token to the last), which of them is on show, and how much
of it already stands in the text because the writer took or typed it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from writer_app.engine.messages import Failed, Finish
from writer_app.ledger.records import Ban, DocumentRef
from writer_app.prompts.context import manuscript_window
from writer_app.text.segments import next_word

_TYPED = 32  # characters that a guess may be behind
_BEHIND = 60  # characters before the caret that tell one place from another


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The text around the caret when a continuation was asked for.

    `before` ends at the caret and may be cut from the left; `offset` is the caret's place in
    the whole document, in code points. `revision` is the editor's. `keep`: what the model read
    of this document may be kept on the disk, as decisions about it are.
    """

    before: str
    after: str
    offset: int
    revision: int
    document: DocumentRef
    keep: bool = False

    def typed_since(self, then: Snapshot) -> str:
        """What was written at the caret since then; "" where something else happened there."""
        count = self.offset - then.offset
        if self.document != then.document or not 0 < count <= _TYPED:
            return ""
        behind = then.before[-_BEHIND:]
        return self.before[-count:] if self.before[:-count].endswith(behind) else ""

    @property
    def prompt(self) -> str:
        """What the model reads of it."""
        return manuscript_window(self.before, offset=self.offset)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One candidate: `raw` as the model wrote it, `text` as it may be shown.

    `finish` is None while it is being written. `word` is the first word whole, with those of
    its letters that stand before the caret; `confidence` the model's probability of it, 0 to 1.
    `held` names why it is not shown ("echo", "duplicate", "broken"); () if it may be.
    """

    text: str = ""
    raw: str = ""
    finish: Finish | None = None
    tokens: int = 0
    logprob: float = 0.0
    seconds: float = 0.0
    word: str = ""
    confidence: float = 0.0
    held: tuple[str, ...] = ()
    bans: tuple[Ban, ...] = ()

    @property
    def showable(self) -> bool:
        return bool(self.text.strip()) and not self.held


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything a window needs to paint a suggestion. `taken` is a prefix of every text shown.

    `done`: nothing more will come. `failed`: why the engine came to nothing, or None. `order`: how
    one walks through them, as they were asked for where it is ().
    """

    request_id: int
    snapshot: Snapshot
    alternatives: tuple[Alternative, ...]
    index: int = 0
    taken: str = ""
    done: bool = False
    failed: Failed | None = None
    order: tuple[int, ...] = ()

    @property
    def current(self) -> Alternative:
        return self.alternatives[self.index]

    @property
    def remaining(self) -> str:
        """What the ghost shows: the current alternative without what stands in the text."""
        current = self.current
        if not current.showable or not current.text.startswith(self.taken):
            return ""
        return current.text[len(self.taken) :]

    @property
    def visible(self) -> tuple[int, ...]:
        """The alternatives one can walk to: showable, and going on from `taken`."""
        return tuple(
            i
            for i in self.order or range(len(self.alternatives))
            if (alternative := self.alternatives[i]).showable
            and alternative.text.startswith(self.taken)
            and len(alternative.text) > len(self.taken)
        )

    def may_go_on(self, index: int) -> bool:
        """Whether more of this alternative could still be shown behind `taken`."""
        alternative = self.alternatives[index]
        return alternative.finish is None and (
            alternative.text.startswith(self.taken) or self.taken.startswith(alternative.text)
        )

    def typed(self, text: str) -> Offer | None:
        """The offer after the writer typed `text` themselves; None if nothing goes on so.

        When the one on show diverges but another goes the writer's way, that one is shown.
        """
        if not text:
            return self
        taken = self.taken + text
        for i in (self.index, *self.visible):
            alternative = self.alternatives[i]
            if alternative.showable and alternative.text.startswith(taken):
                return replace(self, index=i, taken=taken)
        return None

    def take_word(self) -> tuple[str, Offer]:
        """The next word with its space and closing punctuation, and the offer after it."""
        word = next_word(self.remaining)
        return word, replace(self, taken=self.taken + word)

    def take_all(self) -> tuple[str, Offer]:
        rest = self.remaining
        return rest, replace(self, taken=self.taken + rest)

    def next(self) -> Offer:
        return self._walk(1)

    def previous(self) -> Offer:
        return self._walk(-1)

    def _walk(self, step: int) -> Offer:
        visible = self.visible
        if not visible:
            return self
        if self.index not in visible:
            return replace(self, index=visible[0])
        at = visible.index(self.index)
        return replace(self, index=visible[(at + step) % len(visible)])
