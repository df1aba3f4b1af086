"""Edits that go together, and those that do not; a search that is told to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.unit.scripted_engine import ScriptedEngine, worth
from writer_app.engine.messages import Failed
from writer_app.prompts.tasks import Task
from writer_app.services.search import Version
from writer_app.services.searching import Searching
from writer_app.services.spans import plan
from writer_app.services.together import borne_out, neighbours
from writer_app.services.weighing import Weighed
from writer_app.voice.edits.edit import Edit, edited
from writer_app.voice.profile import Profile, learn

T = TypeVar("T")
LATER = "Nobody came by for a very long time after that day. "
TEXT = "He sat on the wall until noon. " + LATER * 2


def weighed(start: int, end: int, new: str, gain: float = 0.0) -> Weighed:
    return Weighed(Edit(start, end, new, "variant"), 0.0, gain, 3.0, 0.0, 1, 1)


def version(*chosen: Weighed) -> Version:
    return Version(edited(TEXT, [each.edit for each in chosen]), chosen)


UPON, TILL, FAR = weighed(7, 9, "upon"), weighed(19, 24, "till"), weighed(83, 89, "Not a soul")


def test_edits_whose_words_were_read_together_are_looked_at_as_one() -> None:
    assert neighbours(TEXT, version(TILL, UPON, FAR)) == [[UPON, TILL]]
    assert neighbours(TEXT, version(UPON, FAR)) == []


def test_what_came_out_worse_than_it_promised_is_taken_back() -> None:
    both = version(TILL, UPON, FAR)
    source = worth(TEXT)
    assert borne_out(TEXT, both, source, worth(both.text)) == (TILL, UPON, FAR)
    bad = worth(both.text, {"upon": -9.0})
    assert borne_out(TEXT, both, source, bad) == (TILL, FAR)
    promised = version(TILL, weighed(7, 9, "upon", gain=-6.0))
    assert borne_out(TEXT, promised, source, bad) == promised.chosen


def own() -> Profile:
    return learn(["They sat upon the wall till noon and lay upon the sand till night. " * 80])


class Later:
    """Work that waits until a test has it done."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        self.waiting.append(lambda: done(work()))


def searching(engine: ScriptedEngine, later: Later, ended: list[Sequence[Version]]) -> Searching:
    wanted = plan(TEXT, Task.VOICE, profile=own())
    assert wanted is not None

    def end(versions: Sequence[Version], failed: Failed | None) -> None:
        assert failed is None
        ended.append(versions)

    return Searching(engine, wanted, 3, later, lambda scores: None, end)


def test_putting_together_is_left_to_another_and_weighed_once_more() -> None:
    engine, later, ended = ScriptedEngine(), Later(), list[Sequence[Version]]()
    engine.scores = worth
    searching(engine, later, ended).start()
    engine.weigh()
    assert len(later.waiting) == 1
    assert len(engine.scored) == 1
    later.waiting.pop()()
    engine.weigh()
    assert engine.scored[-1].texts[0] == TEXT
    assert not ended
    later.waiting.pop()()
    assert [each.text for each in ended[0]] == [version(UPON, TILL).text]


def test_a_search_that_was_cancelled_asks_nothing_more() -> None:
    engine, later, ended = ScriptedEngine(), Later(), list[Sequence[Version]]()
    engine.scores = worth
    search = searching(engine, later, ended)
    search.start()
    engine.weigh()
    search.cancel()
    later.waiting.pop()()
    assert ended == [()]
    assert len(engine.scored) == 1
