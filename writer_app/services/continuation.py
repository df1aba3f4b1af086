"""Continue at the caret: one request at a time, streamed, walked, taken, recorded.

    ask -> on_change(Offer)... -> shown, typed, took, walked -> dismissed | edited_away | took all

The caller tells what the writer did and reads `offer` afterwards; `on_change` is called for
what the engine brings and never from within a call of the caller's. When an offer ends, one
`Decision` with an outcome for each alternative goes to the recorder.
"""

from __future__ import annotations

from collections.abc import Callable

from writer_app.engine.ports import Engine
from writer_app.ledger.records import ModelUsed
from writer_app.services.clock import Clock
from writer_app.services.offer import Alternative, Offer, Snapshot
from writer_app.services.recorder import Sink

__all__ = ["Alternative", "Continuation", "Offer", "Snapshot"]


class Continuation:
    """The ghost has one of these, the pane another; both speak to the same engine."""

    def __init__(
        self,
        engine: Engine,
        sink: Sink,
        model: Callable[[], ModelUsed],
        on_change: Callable[[Offer | None], None],
        clock: Clock | None = None,
    ) -> None:
        raise NotImplementedError

    @property
    def offer(self) -> Offer | None:
        """What is on offer now; None when nothing is."""
        raise NotImplementedError

    def ask(
        self,
        snapshot: Snapshot,
        *,
        n: int = 3,
        max_tokens: int = 32,
        seed: int | None = None,
        at_length: bool = False,
    ) -> int:
        """Ask anew; what was on offer ends as ignored. Returns the request's id.

        A short one is cut at the end of its first sentence or line and stopped there;
        `at_length` lets it run to `max_tokens` and cuts back to the last whole sentence.
        """
        raise NotImplementedError

    def shown(self, index: int) -> None:
        """Alternative `index` was painted just now (the pane calls it for each it paints)."""
        raise NotImplementedError

    def next(self) -> Offer | None:
        """Walk to the next alternative; the caller paints it and says `shown`."""
        raise NotImplementedError

    def previous(self) -> Offer | None:
        raise NotImplementedError

    def typed(self, text: str) -> Offer | None:
        """The writer typed; None (and the offer has ended as ignored) where it goes another way."""
        raise NotImplementedError

    def took(self, text: str, index: int, whole: bool) -> Offer | None:
        """`text` went into the document; `whole` ends the offer. None once it has ended."""
        raise NotImplementedError

    def rejected(self, index: int, reason: str = "") -> Offer | None:
        """The writer refused this one; the offer ends when none is left to show."""
        raise NotImplementedError

    def dismissed(self) -> None:
        """Esc: the alternative on show was refused, those merely seen were ignored."""
        raise NotImplementedError

    def edited_away(self) -> None:
        """The caret or the text moved on: what was seen was ignored. Safe to call at any time."""
        raise NotImplementedError
