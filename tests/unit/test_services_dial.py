"""The dial binds whatever is shown, whoever proposed it, counted on the diff; so do quirks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.scripted_engine import DOCUMENT, HandClock, Kept, ScriptedEngine, used, worth
from writer_app.services.jury import touched
from writer_app.services.rewrite import Passage, Rewrite, RewriteState, Task
from writer_app.text.hunks import diff
from writer_app.text.segments import WORD, word_count
from writer_app.voice.profile import Profile, learn

T = TypeVar("T")

SENTENCES = (
    "The old man walked slowly along the muddy shore in order to look for his boat.",
    "He knew that he would not find the great grey thing quickly, until it was really very dark.",
    "Marlow had gone home at three, and he sat on the wall until the evening came.",
    "At that moment the boy rose up and looked at the sea, whistling softly.",
    "It was, upon the whole, a rather cold and windy evening.",
)
DIALS = st.sampled_from([0.05, 0.15, 0.30])
PASSAGES = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5, unique=True).map(" ".join)


@cache
def writer() -> Profile:
    return learn(["They sat upon the wall till noon and lay upon the sand till night. " * 80])


def rewritten(
    passage: str, task: Task, dial: float | None, *written: str, chat: bool = True
) -> RewriteState:
    """The state in the end. `written`: what the model writes; without it likes all edits."""
    scripted = ScriptedEngine(chat=chat)
    assert scripted.ready is not None
    scripted.ready = replace(scripted.ready, n_params=135_000_000)
    if not written:
        scripted.scores = worth
    states: list[RewriteState] = []
    rewrite = Rewrite(scripted, Kept(), used, states.append, HandClock().clock)
    whole = Passage(passage, 0, "", "", DOCUMENT, 1)
    rewrite.start(whole, task, seed=1, dial=dial, profile=writer())
    scripted.weigh()
    while written and not (states and states[-1].finished):
        asked = scripted.asked[scripted.last]
        scripted.answer(*[written[i % len(written)] for i in range(asked.n)])
    assert rewrite.state is not None
    return rewrite.state


def holds(state: RewriteState, passage: str, dial: float) -> bool:
    room = dial * word_count(passage)
    return all(touched(diff(passage, shown.text)) <= room for shown in state.shown)


@settings(max_examples=40)
@given(passage=PASSAGES, dial=DIALS, task=st.sampled_from([Task.TIGHTEN, Task.VOICE]))
def test_of_the_search(passage: str, dial: float, task: Task) -> None:
    assert holds(rewritten(passage, task, dial), passage, dial)


@settings(max_examples=40)
@given(
    passage=PASSAGES,
    dial=DIALS,
    task=st.sampled_from([Task.TIGHTEN, Task.VOICE, Task.FIX]),
    chat=st.booleans(),
    data=st.data(),
)
def test_of_what_a_model_writes(
    passage: str, dial: float, task: Task, chat: bool, data: st.DataObject
) -> None:
    words = [span.span() for span in WORD.finditer(passage)]
    gone = data.draw(st.lists(st.sampled_from(words), max_size=12, unique=True))
    written = passage
    for start, end in sorted(gone, reverse=True):
        written = written[:start] + written[end + 1 :]
    state = rewritten(passage, task, dial, written, written[:-1] + "!", chat=chat)
    assert holds(state, passage, dial)
    assert {shown.proposer for shown in state.shown} <= {"chat" if chat else "pairs"}


def test_a_writers_quirks_stay_whoever_proposes() -> None:
    passage = " ".join(SENTENCES)
    assert "“upon” for “on”" in writer().quirks
    tightened = rewritten(passage, Task.TIGHTEN, None)
    assert tightened.shown
    assert all("upon the whole" in shown.text for shown in tightened.shown)
    without = passage.replace("upon the whole", "on the whole").replace("in order to", "to")
    written = rewritten(passage, Task.TIGHTEN, None, without)
    assert [shown.text for shown in written.shown] == [passage.replace("in order to", "to")]


@pytest.mark.parametrize("task", [Task.TIGHTEN, Task.VOICE, Task.CUSTOM])
def test_no_key_waits_for_the_edits_to_be_found(task: Task) -> None:
    """All arithmetic is left to `aside`: to start a request asks for nothing yet."""
    later: list[Callable[[], None]] = []

    def aside(
        work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        later.append(lambda: done(work()))

    engine, states = ScriptedEngine(), list[RewriteState]()
    rewrite = Rewrite(engine, Kept(), used, states.append, HandClock().clock, aside=aside)
    whole = Passage(" ".join(SENTENCES), 0, "", "", DOCUMENT, 1)
    rewrite.start(whole, task, "brighter", seed=1, profile=writer())
    assert not engine.scored
    assert not engine.asked
    rewrite.start(whole, task, "darker", seed=1, profile=writer())
    first, second = later
    first()  # of a request that was given up
    assert not engine.scored
    rewrite.cancel()
    second()
    assert states[-1].finished
    assert states[-1].cancelled
    assert not engine.scored
    rewrite.start(whole, task, "brighter", seed=1, profile=writer())
    later[-1]()
    assert engine.scored or engine.asked
