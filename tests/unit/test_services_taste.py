"""The taste as a service: fed from a real ledger, put in order, overruled, switched off."""

from __future__ import annotations

import stat
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.ledger_samples import NOON, NOVEL, candidate, continuation, rewrite
from tests.unit.scripted_engine import DOCUMENT, HandClock, Kept, ScriptedEngine, used
from writer_app.errors import TasteError
from writer_app.ledger.forgetting import Passage
from writer_app.ledger.records import Decision, Moment, Outcome, Survival
from writer_app.ledger.store import Ledger
from writer_app.services.apprentice import Apprentice
from writer_app.services.continuation import Continuation, Snapshot
from writer_app.services.recorder import Recorder
from writer_app.services.replay import Share, replay
from writer_app.services.schooling import ENOUGH, School
from writer_app.services.taste import FIRST, Taste
from writer_app.taste.features import NAMES, Version
from writer_app.taste.prior import shipped

PLACES = ("lane", "hill", "road", "river", "bridge", "field", "wall", "mill", "barn", "pond")
SEMICOLONS = NAMES.index("semicolons")


def chose_semicolons(number: int) -> Decision:
    """A writer who takes the last of two continuations, for its semicolon."""
    place = PLACES[number % len(PLACES)]
    plain, marked = f" by the {place}, and it rained.", f" by the {place}; it rained."
    when = NOON + timedelta(minutes=number)
    return continuation(
        candidate(plain, Outcome.IGNORED),
        candidate(marked, Outcome.ACCEPTED, 1, taken=marked),
        final=marked,
        asked_at=when,
    )


def own(number: int, *, semicolon: bool) -> Decision:
    """An edit that puts a semicolon for another mark, or the other way round."""
    place = PLACES[number % len(PLACES)]
    plain = f"He went to the {place}{(',', ':', ' —', ' and')[number % 4]} alone."
    marked = f"He went to the {place}; alone."
    source, final = (plain, marked) if semicolon else (marked, plain)
    return rewrite(task="own", source=source, final=final)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def taste(tmp_path: Path, ledger: Path) -> Taste:
    return Taste(tmp_path / "taste.json", ledger)


def record(path: Path, *decisions: Decision) -> None:
    with Ledger.open(path) as ledger:
        for decision in decisions:
            assert ledger.record(decision)


def test_without_a_ledger_it_expects_what_editors_do_and_orders_nothing(taste: Taste) -> None:
    standing = taste.standing()
    assert (standing.decisions, standing.held_out, standing.helps) == (0, (), False)
    assert standing.ranker.mean == pytest.approx(shipped().mean)
    assert taste.order(["a much longer one; really", "short"]) == [0, 1]
    assert standing.notes == ()


def test_it_orders_as_soon_as_it_foresees_what_the_order_did_not(
    taste: Taste, ledger: Path
) -> None:
    texts = [" by the sea, and it snowed.", " by the sea; it snowed."]
    taste.standing()
    for number in range(ENOUGH + 10):
        decision = chose_semicolons(number)
        record(ledger, decision)
        taste.learn(decision)
    standing = taste.standing()
    assert standing.ranker.mean[SEMICOLONS] > 0
    assert standing.helps
    assert [plain for _, _, plain in standing.held_out] == [False] * (ENOUGH + 10)
    assert taste.order(texts) == [1, 0]
    assert standing.accepted == {("starter.gguf", "continue"): (ENOUGH + 10, 2 * ENOUGH + 20)}
    taste.switch(False)
    assert taste.order(texts) == [0, 1]


def test_the_next_continuation_is_the_one_the_writer_would_take(taste: Taste) -> None:
    """The one on show stays where it is; with the taste off they come as they were asked for."""
    engine = ScriptedEngine()
    going_on = Continuation(engine, Kept(), used, lambda _: None, HandClock().clock, taste)
    taste.standing()
    for number in range(ENOUGH + 10):
        taste.learn(chose_semicolons(number))

    def walked() -> list[int]:
        going_on.ask(Snapshot("He went", "", 7, 1, DOCUMENT), seed=5)
        engine.answer(" by the sea, and it snowed.", " on, and it snowed.", " home; it snowed.")
        going_on.shown(0)
        found = [going_on.offer, going_on.next(), going_on.next()]
        return [offer.index for offer in found if offer is not None]

    assert walked() == [0, 2, 1]
    taste.switch(False)
    assert walked() == [0, 1, 2]


def test_it_steps_back_where_the_order_is_right(taste: Taste) -> None:
    """The writer takes the first, whatever it is like: there is nothing to gain."""
    taste.standing()
    for number in range(40):
        found = chose_semicolons(number)
        first, second = found.candidates
        if number % 2:
            first, second = replace(second, position=0), replace(first, position=1)
        first = replace(first, outcome=Outcome.ACCEPTED, taken=first.text)
        second = replace(second, outcome=Outcome.IGNORED, taken="")
        taste.learn(replace(found, candidates=(first, second), final=first.text))
    assert not taste.standing().helps


def test_rebuilding_gives_what_learning_one_by_one_gave(
    taste: Taste, ledger: Path, tmp_path: Path
) -> None:
    decisions = [own(number, semicolon=number % 4 == 0) for number in range(24)]
    taste.standing()
    for decision in decisions:
        record(ledger, decision)
        taste.learn(decision)
    again = Taste(tmp_path / "taste.json", ledger).standing()
    assert again.decisions == taste.standing().decisions == 24
    assert again.ranker.mean == pytest.approx(taste.standing().ranker.mean, abs=1e-3)
    assert again.held_out == taste.standing().held_out


def test_a_decision_that_is_recorded_again_counts_once(taste: Taste, ledger: Path) -> None:
    decision = own(1, semicolon=True)
    record(ledger, decision)
    taste.learn(decision)
    before = taste.standing()
    taste.learn(decision)
    assert taste.standing().decisions == before.decisions == 1
    assert taste.standing().ranker.decisions == 1


def test_what_is_forgotten_in_the_ledger_is_forgotten_here(taste: Taste, ledger: Path) -> None:
    record(ledger, *(own(number, semicolon=True) for number in range(6)))
    assert taste.standing().decisions == 6
    with Ledger.open(ledger) as open_ledger:
        open_ledger.set_do_not_log(NOVEL, True)
    taste.rebuild()
    assert taste.standing().decisions == 0
    assert taste.standing().ranker.mean == pytest.approx(shipped().mean)


def test_what_the_writer_says_is_kept_for_nobody_else_and_holds_no_prose(
    taste: Taste, ledger: Path, tmp_path: Path
) -> None:
    for number in range(12):
        decision = own(number, semicolon=True)
        record(ledger, decision)
        taste.learn(decision)
    taste.overrule("semicolons", -0.5)
    taste.add_note("No clichés.")
    path = tmp_path / "taste.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "alone" not in path.read_text("utf-8")
    again = Taste(path, ledger).standing()
    assert again.ranker.mean[NAMES.index("semicolons")] == -0.5
    assert again.overruled == {"semicolons": -0.5}
    assert "No clichés." in [note.text for note in again.notes]
    taste.overrule("semicolons", None)
    assert taste.standing().ranker.mean[NAMES.index("semicolons")] > 0


def test_notes_say_what_was_learned_and_can_be_reworded_and_deleted(taste: Taste) -> None:
    taste.standing()
    for number in range(60):
        taste.learn(own(number, semicolon=True))
    notes = {note.feature: note for note in taste.standing().notes}
    assert notes["semicolons"].text == "You keep semicolons."
    assert 0.9 <= notes["semicolons"].sure <= 1
    taste.reword(notes["semicolons"], "Semicolons; gladly.")
    notes = {note.feature: note for note in taste.standing().notes}
    assert notes["semicolons"].text == "Semicolons; gladly."
    taste.reword(notes["semicolons"], None)
    assert "semicolons" not in {note.feature for note in taste.standing().notes}
    taste.add_note("Mine.")
    (mine,) = (note for note in taste.standing().notes if note.feature is None)
    taste.reword(mine, None)
    assert all(note.feature is not None for note in taste.standing().notes)


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"format": 9}',
        '{"format": 1, "overruled": {"semicolons": "x"}}',
        f'{{"format": 1, "overruled": {{"semicolons": 1{"0" * 400}}}}}',
        '{"format": 1, "overruled": {"semicolons": NaN, "commas": Infinity}}',
    ],
)
def test_a_damaged_file_says_nothing(tmp_path: Path, ledger: Path, damage: str) -> None:
    path = tmp_path / "taste.json"
    path.write_text(damage, "utf-8")
    standing = Taste(path, ledger).standing()
    assert (standing.on, standing.overruled, standing.notes) == (True, {}, ())


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, ledger: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    taste = Taste(tmp_path / "file" / "taste.json", ledger)
    with pytest.raises(TasteError):
        taste.switch(False)
    assert taste.standing().on


def test_the_apprentice_builds_and_learns_in_its_own_thread(taste: Taste, ledger: Path) -> None:
    record(ledger, own(0, semicolon=True))
    changed = threading.Semaphore(0)
    apprentice = Apprentice(taste, on_change=changed.release)
    apprentice.start()
    assert changed.acquire(timeout=30)
    assert taste.standing().decisions == 1
    apprentice.learn(own(1, semicolon=True))
    assert changed.acquire(timeout=30)
    assert taste.standing().decisions == 2
    apprentice.close()


def test_what_was_forgotten_before_it_was_learned_is_not_learned(
    taste: Taste, ledger: Path
) -> None:
    """It waits for the apprentice while all is read anew."""
    heard = threading.Semaphore(0)
    apprentice = Apprentice(taste, on_change=heard.release)
    taste.standing()
    gone, stays, late = (own(number, semicolon=True) for number in range(3))
    record(ledger, gone, stays)
    apprentice.learn(gone)
    apprentice.learn(stays)
    with Ledger.open(ledger) as open_ledger:
        open_ledger.forget(Passage(gone.final))
    taste.rebuild()
    record(ledger, late)
    apprentice.learn(late)
    apprentice.start()
    for _ in range(4):  # once for where it stands, and for each that was handed over
        assert heard.acquire(timeout=30)
    apprentice.close()
    assert taste.standing().decisions == 2


def test_what_became_of_a_text_is_learned_as_soon_as_it_is_known(
    taste: Taste, ledger: Path
) -> None:
    """Taken, then mended: the writer's wording beats what was taken."""
    taken = chose_semicolons(1)
    record(ledger, taken)
    taste.learn(taken)
    foreseen = taste.standing().held_out
    assert taste.standing().ranker.decisions == 1
    mended = taken.final.replace("rained", "snowed")
    with Ledger.open(ledger) as open_ledger:
        open_ledger.note_survival(Survival(taken.id, NOON, 0.8, mended))
    taste.look_again([taken.id, "unknown"])
    standing = taste.standing()
    assert (standing.decisions, standing.ranker.decisions) == (1, 2)
    assert standing.held_out == foreseen


def test_a_mended_text_comes_from_the_recorder_to_the_taste(taste: Taste, ledger: Path) -> None:
    heard = threading.Semaphore(0)
    apprentice = Apprentice(taste, on_change=heard.release)
    recorder = Recorder(ledger, on_recorded=apprentice.learn, on_changed=apprentice.look_again)
    taken = chose_semicolons(1)
    mended = taken.final.replace("rained", "snowed")
    apprentice.start()
    assert heard.acquire(timeout=30)
    recorder.record(taken)
    recorder.looked(taken.document, mended, Moment.SAVE, {taken.id: mended})
    for _ in range(2):  # once for the decision, once for what became of it
        assert heard.acquire(timeout=30)
    recorder.close()
    apprentice.close()
    assert (taste.standing().decisions, taste.standing().ranker.decisions) == (1, 2)


def test_a_glance_shows_the_last_decisions_until_all_are_read(taste: Taste, ledger: Path) -> None:
    record(ledger, *(own(number, semicolon=number >= 8) for number in range(FIRST + 8)))
    glance = taste.glance()
    assert (glance.decisions, glance.whole) == (FIRST, False)
    assert glance.ranker.mean[SEMICOLONS] > 0
    assert taste.order(["one; really", "two"]) == [0, 1]
    standing = taste.standing()
    assert (standing.decisions, standing.whole) == (FIRST + 8, True)
    assert taste.glance() == standing


def test_a_glance_at_a_short_ledger_shows_all_of_it(taste: Taste, ledger: Path) -> None:
    record(ledger, *(own(number, semicolon=True) for number in range(3)))
    assert taste.glance().whole
    assert taste.glance() == taste.standing()


def test_past_choices_are_asked_again_before_they_are_learned() -> None:
    kept = [(own(number, semicolon=True), None) for number in range(30)]
    found = replay(
        kept, 20, School(shipped(), {}), lambda texts, before, after: [*map(Version, texts)]
    )
    assert found.order.of == 20
    assert found.taste.of == 20
    assert found.taste.right > 10
    assert found.taste.low < found.taste.right / 20 <= found.taste.high


def test_a_share_of_nothing_may_be_anything() -> None:
    assert Share.counted([]) == Share(0, 0, 0.0, 1.0)
