"""The starter, a real model: what a writer gets at the first pause."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worker.heard import run
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import ChatTurn, Generation, Load, Sampling

pytestmark = pytest.mark.starter

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
