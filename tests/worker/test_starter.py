"""The starter, a real model: what a writer gets at the first pause."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.scripted_engine import DOCUMENT, Kept, used
from tests.worker.heard import run
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Load
from writer_app.engine.work import ChatTurn, Generation, Sampling
from writer_app.services.rewrite import Passage, Rewrite, RewriteState, Task
from writer_app.text.segments import word_count

pytestmark = pytest.mark.starter

WORDY = (
    "It was very cold in the kitchen that morning, and the old woman walked slowly across the "
    "stone floor in order to fill the heavy iron kettle with water from the well. She knew that "
    "nobody would come before the evening, and she began to hum softly to herself."
)
SLIPS = (
    "She dont know wether it has arrived, but their was a knock on the door. We was walking threw "
    "the orchard when the rain begun, and he could of lost his hat."
)
MENDED = (
    "She doesn't know whether it has arrived, but there was a knock on the door. We were walking "
    "through the orchard when the rain began, and he could have lost his hat."
)
GREEDY = Sampling(temperature=0.0)
OPENING = (
    "The ferry left at six, and by the time the sun was up there was nothing behind us but a "
    "line of grey where the island had been. My brother slept with his mouth open. I counted "
    "the gulls, lost count, and began again. Nobody on the boat was going home; you could tell "
    "from the way they held their bags."
)


@pytest.fixture(scope="module")
def starter(starter_model: Path) -> Iterator[WorkerProcess]:
    with WorkerProcess() as engine:
        engine.load(Load(str(starter_model), n_ctx=2048))
        yield engine


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("The capital of France is Par", "is"),
        ("The capital of France is ", "Paris"),
        ("The capital of France is", " Paris"),
        ("He said he was very sor", "ry"),
        ("“Where have you been?” she as", "ked"),
        ("She opened the do", "or"),
    ],
)
def test_an_unfinished_word_is_finished(starter: WorkerProcess, typed: str, begins: str) -> None:
    ask = Generation(typed, n=3, max_tokens=8, sampling=GREEDY, heal=True, branch="top")
    heard = run(starter, ask)
    assert heard.texts(3)[0].startswith(begins)
    assert len({text.split()[0] for text in heard.texts(3)}) == 3


def test_four_candidates_from_one_reading(starter: WorkerProcess) -> None:
    first = run(starter, Generation(OPENING, n=4, max_tokens=12, seed=3))
    assert len(set(first.texts(4))) == 4
    assert first.done.prompt_tokens > 60
    again = run(starter, Generation(OPENING, n=4, max_tokens=12, seed=3))
    assert again.done.reused_tokens == again.done.prompt_tokens
    # In batches of another size llama.cpp rounds otherwise: the first words agree, not all.
    firsts = [[text.split()[0] for text in each.texts(4)] for each in (first, again)]
    assert firsts[0] == firsts[1]
    typed = run(starter, Generation(OPENING + " The en", n=1, max_tokens=2, heal=True))
    assert typed.done.reused_tokens >= first.done.prompt_tokens - 1


def test_it_answers_in_its_own_template(starter: WorkerProcess) -> None:
    assert starter.ready is not None
    assert starter.ready.chat
    turns = (ChatTurn("user", "What is the capital of France? Answer with one word."),)
    heard = run(starter, Generation(turns, max_tokens=24, sampling=GREEDY))
    assert "Paris" in heard.texts()[0]
    assert heard.ends[0].finish == "stop"
    assert "<|" not in heard.texts()[0]


TYPOS = (
    "The ferry left at six, and by teh time the sun was up there was nothing behind us but a "
    "line of gray where the iland had been. My brother slept with his mouth open. I counted "
    "the gulls, lost count, and begun again."
)


def test_drafts_from_the_source_change_no_token(starter_model: Path) -> None:
    """The starter is Q4_1: its rows are the same whatever they are computed beside."""
    pairs = (
        "Draft: She dont know wether the letter have arrived.\n"
        "Author: She doesn't know whether the letter has arrived.\n\n"
    )
    chat = (ChatTurn("user", f"Correct the spelling. Change nothing else.\n\n{TYPOS}"),)
    said: dict[bool, list[str]] = {}
    accepted = 0
    for drafts in (True, False):
        with WorkerProcess() as engine:
            engine.load(Load(str(starter_model), n_ctx=2048, drafts=drafts))
            said[drafts] = []
            for prompt in (chat, f"{pairs}Draft: {TYPOS}\nAuthor:", OPENING):
                ask = Generation(prompt, max_tokens=70, sampling=GREEDY, source=TYPOS)
                heard = run(engine, ask)
                said[drafts].append(heard.texts()[0])
                accepted += heard.done.accepted_tokens if drafts else 0
    assert said[True] == said[False]
    assert accepted > 60


def rewritten(starter: WorkerProcess, text: str, task: Task, **options: float) -> RewriteState:
    states: list[RewriteState] = []
    rewrite = Rewrite(starter, Kept(), used, states.append)
    rewrite.start(Passage(text, 0, "", "", DOCUMENT), task, seed=1, **options)  # type: ignore[arg-type]
    while not (states and states[-1].finished):
        starter.pump(1.0)
    return states[-1]


def test_a_passage_is_tightened_by_edits_that_the_starter_weighs(starter: WorkerProcess) -> None:
    state = rewritten(starter, WORDY, Task.TIGHTEN)
    assert {candidate.proposer for candidate in state.shown} == {"spans"}
    first = state.shown[0]
    assert 0.05 <= 1 - word_count(first.text) / word_count(WORDY) <= 0.14
    assert "in order to" not in first.text
    assert "nobody would come" in first.text
    few = rewritten(starter, WORDY, Task.TIGHTEN, dial=0.05)
    assert word_count(WORDY) - word_count(few.shown[0].text) <= 0.05 * word_count(WORDY)


def test_slips_are_mended_and_clean_prose_is_left_alone(starter: WorkerProcess) -> None:
    assert [c.text for c in rewritten(starter, SLIPS, Task.FIX).shown] == [MENDED]
    clean = rewritten(starter, MENDED, Task.FIX)
    assert clean.declined
    assert clean.unchanged
