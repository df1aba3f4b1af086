"""`choose` and `feedback` of `serve`: which of two versions this writer keeps, and being told."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from writer_app import __version__
from writer_app.cli.asking import versions_of
from writer_app.cli.workbench import LoadedModel
from writer_app.config.paths import Paths
from writer_app.ledger.records import Decision, DocumentRef
from writer_app.ledger.store import Ledger
from writer_app.services.lessons import CHOSEN, DROPPED, KEPT
from writer_app.services.taste import Taste
from writer_app.taste.features import Version
from writer_app.voice.meter import Meter

_SERVED = DocumentRef("serve")
_AROUND = 2_000  # code points on either side that are kept with a choice


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of one span in its place."""

    before: str
    a: str
    b: str
    after: str


class Chooser:
    """Answers by the taste in the app's data, and records what it is told in the ledger."""

    def __init__(
        self, model: LoadedModel, paths: Paths, meter: Callable[[], Meter | None] = lambda: None
    ) -> None:
        self._model = model
        self._paths = paths
        self._taste = Taste(paths.taste, paths.ledger, meter=meter, taught=paths.taught)
        self._session = uuid4().hex
        self.last: Pair | None = None
        """What was asked about last, and is meant by feedback without versions."""
        self._read: tuple[Pair, tuple[Version, Version]] | None = None

    def p_a(self, pair: Pair) -> float:
        """How likely the writer keeps `a`. Raises LedgerError."""
        self.last = pair
        a, b = self._versions(pair)
        return self._taste.p(a, b, before=pair.before, after=pair.after)

    def told(self, pair: Pair, a_was_chosen: bool) -> int:
        """Learn it and keep it; returns from how many decisions is learned by now.

        Raises LedgerError, and has then learned nothing.
        """
        a, b = self._versions(pair)
        chosen, rejected = (a, b) if a_was_chosen else (b, a)
        scored = {KEPT: chosen.loglik, DROPPED: rejected.loglik}
        now = datetime.now(UTC)
        decision = Decision(
            id=uuid4().hex,
            session=self._session,
            document=_SERVED,
            kind="rewrite",
            task="own",
            instruction="",
            before=pair.before[-_AROUND:],
            source=rejected.text,
            after=pair.after[:_AROUND],
            start=0,
            model=self._model.used(),
            sampler={name: value for name, value in scored.items() if value is not None},
            seed=0,
            prompt_sha256="",
            asked_at=now,
            monotonic=time.monotonic(),
            final=chosen.text,
            closed_at=now,
            origin=CHOSEN,
        )
        with closing(Ledger.open(self._paths.ledger)) as ledger:
            ledger.start_session(self._session, app_version=__version__)
            ledger.record(decision)
        self._taste.learn(decision)
        return self._taste.standing().decisions

    def _versions(self, pair: Pair) -> tuple[Version, Version]:
        if self._read is None or self._read[0] != pair:
            a, b = versions_of(self._model, (pair.a, pair.b), pair.before, pair.after)
            self._read = pair, (a, b)
        return self._read[1]
