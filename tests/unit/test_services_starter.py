"""The services over the real worker: a tiny model's babble is held back, the starter's prose is
walked, cancelled and recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.scripted_engine import DOCUMENT, Kept, used
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Load
from writer_app.ledger.records import Outcome
from writer_app.services.continuation import Continuation, Offer, Snapshot
from writer_app.services.rewrite import Passage, Rewrite, RewriteState, Task

TEXT = (
    "Suddenly the brightness gave way to an inky void, and Sarah found herself hurtling down a "
    "twisting tunnel of darkness. She tried to reach out in order to touch the strange surfaces "
    "that were surrounding her, but her limbs felt weightless and slow."
)
OPENING = (
    "The old man walked down to the harbour every morning. He sat on the wall and looked out at"
)


@pytest.fixture(name="tiny")
def _tiny(tiny_model: Path) -> Iterator[WorkerProcess]:
    with WorkerProcess() as worker:
        worker.load(Load(str(tiny_model), n_ctx=1024))
        yield worker


@pytest.fixture(name="starter", scope="module")
def _starter(starter_model: Path) -> Iterator[WorkerProcess]:
    with WorkerProcess() as worker:
        worker.load(Load(str(starter_model), n_ctx=2048))
        yield worker


def until(worker: WorkerProcess, done: Callable[[], bool]) -> None:
    while not done():
        worker.pump(1.0)


def rewritten(worker: WorkerProcess, task: Task, n: int = 3) -> tuple[RewriteState, Kept]:
    kept = Kept()
    states: list[RewriteState] = []
    rewrite = Rewrite(worker, kept, used, states.append)
    rewrite.start(Passage(TEXT, 0, "", "", DOCUMENT), task, seed=5, n=n)
    until(worker, lambda: bool(states) and states[-1].finished)
    return states[-1], kept


def offered(worker: WorkerProcess, before: str) -> Offer:
    offers: list[Offer] = []
    continuation = Continuation(worker, Kept(), used, lambda o: offers.append(o) if o else None)
    continuation.ask(Snapshot(before, "", len(before), 0, DOCUMENT), seed=1)
    until(worker, lambda: bool(offers) and offers[-1].done)
    return offers[-1]


def test_babble_is_declined_and_recorded(tiny: WorkerProcess) -> None:
    state, kept = rewritten(tiny, Task.VOICE, n=1)  # a task for which it has to write
    assert state.declined
    assert state.failed is None
    assert {c.outcome for c in kept.last.candidates} == {Outcome.HELD_BACK}
    assert all(c.raw for c in state.candidates)


def test_a_killed_worker_ends_the_rewrite(tiny: WorkerProcess) -> None:
    kept = Kept()
    states: list[RewriteState] = []
    rewrite = Rewrite(tiny, kept, used, states.append)
    rewrite.start(Passage(TEXT, 0, "", "", DOCUMENT), Task.VOICE, seed=5)
    until(tiny, lambda: bool(states) and any(c.raw for c in states[-1].candidates))
    tiny.close()
    assert states[-1].finished
    assert states[-1].failed is not None or states[-1].cancelled
    assert kept.last.candidates


@pytest.mark.starter
def test_the_starter_goes_on_with_the_document(starter: WorkerProcess) -> None:
    offer = offered(starter, OPENING)
    texts = [offer.alternatives[i].text for i in offer.visible]
    assert len(texts) >= 2
    words = [offer.alternatives[i].word for i in offer.visible]
    assert len(set(words)) == len(words)
    assert all(text.startswith(" ") and "\n" not in text for text in texts)
    assert all(0.0 < offer.alternatives[i].confidence <= 1.0 for i in offer.visible)


@pytest.mark.starter
def test_the_starter_finishes_a_word(starter: WorkerProcess) -> None:
    offer = offered(starter, OPENING[: -len("k out at")])
    assert "look" in offer.current.word


@pytest.mark.starter
def test_the_starter_tightens_a_passage_or_declines(starter: WorkerProcess) -> None:
    state, kept = rewritten(starter, Task.TIGHTEN)
    # With this seed it finds something; what is shown is never longer and keeps the name.
    assert state.shown
    for candidate in state.shown:
        assert "Sarah" in candidate.text
        assert len(candidate.text.split()) <= len(TEXT.split())
        assert candidate.hunks
    assert len(kept.last.candidates) == len(state.candidates)
