"""Forgetting in the ledger: what goes, what stays, and that no byte of it is left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.ledger_samples import (
    NOON,
    NOVEL,
    SOURCE,
    candidate,
    continuation,
    decision,
    hunk,
    rewrite,
)
from writer_app.errors import LedgerLocked
from writer_app.ledger.export import Format, export
from writer_app.ledger.forgetting import Before, Document, Forgotten, Passage
from writer_app.ledger.records import Ban, Decision, DocumentRef, Moment, Outcome, Survival, Verdict
from writer_app.ledger.store import Ledger

SECRET = "Marlow sold the house to his brother, and told nobody."
OTHER = DocumentRef("letters", "/home/w/letters.md")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as ledger:
        yield ledger


def in_files(folder: Path, text: str) -> list[str]:
    """The files in which the text stands, in UTF-8 or UTF-16."""
    forms = [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(form in file.read_bytes() for form in forms)
    ]


def kept(ledger: Ledger) -> set[str]:
    return {one.id for one in ledger.decisions(1000)}


ABOUT_IT = {
    "suggested": continuation(candidate(f"So: {SECRET}", Outcome.IGNORED)),
    "raw": continuation(candidate("So.", Outcome.IGNORED, raw=SECRET.upper())),
    "taken": continuation(candidate("So.", Outcome.PARTLY, taken=SECRET)),
    "source": rewrite(candidate("It was sold.", Outcome.REJECTED), source=SECRET),
    "final": rewrite(candidate("It was sold.", Outcome.EDITED), final=f"{SOURCE} {SECRET}"),
    "instruction": decision(kind="rewrite", task="custom", instruction=f"As in: {SECRET}"),
    "reason": rewrite(candidate("It was sold.", Outcome.REJECTED, reason=SECRET)),
    "hunk": rewrite(
        candidate(
            SOURCE, Outcome.EDITED, verdicts=(hunk("dark", "x", Verdict.EDITED, final=SECRET),)
        )
    ),
    "ban": continuation(candidate("So.", Outcome.IGNORED, bans=(Ban(SECRET, 0, "a", "b"),))),
    "around the caret": decision(
        before="So Marlow sold the house", after=" to his brother, and told nobody."
    ),
    "begun": decision(before="The end.\n\nMarlow sold the house to his"),
    "left open": decision(before="The end.", after="brother, and told nobody. Then rain."),
    "through a taken text": continuation(
        candidate(" the house to his brother,", Outcome.ACCEPTED),
        before="Marlow sold",
        after=" and told nobody.",
    ),
}


@pytest.mark.parametrize("about", ABOUT_IT.values(), ids=ABOUT_IT)
def test_a_decision_about_the_passage_goes(ledger: Ledger, path: Path, about: Decision) -> None:
    other = continuation(candidate("Nothing of it.", Outcome.ACCEPTED))
    for one in (about, other):
        assert ledger.record(one)
    assert ledger.to_forget(Passage(SECRET)) == Forgotten(decisions=1)
    assert kept(ledger) == {about.id, other.id}
    assert ledger.forget(Passage(SECRET)) == Forgotten(decisions=1)
    assert kept(ledger) == {other.id}
    assert ledger.check() == []
    assert in_files(path.parent, SECRET) == []
    assert ledger.forget(Passage(SECRET)) == Forgotten()


def test_what_it_had_become_by_a_save_counts(ledger: Ledger, path: Path) -> None:
    one = continuation(candidate("He sold it.", Outcome.ACCEPTED, taken="He sold it."))
    assert ledger.record(one)
    assert ledger.note_survival(Survival(one.id, NOON, 0.5, SECRET, Moment.SESSION))
    assert ledger.forget(Passage(SECRET)).decisions == 1
    assert in_files(path.parent, SECRET) == []


@pytest.mark.parametrize(
    ("before", "after", "kept_before", "kept_after"),
    [
        (f"One.\n\n{SECRET}\n\nTwo.\n\nThree", "", "Two.\n\nThree", ""),
        (f"One.\n{SECRET} Two.\nThree", "", " Two.\nThree", ""),
        (f"{SECRET} Again: {SECRET} Three", " four.", " Three", " four."),
        ("Three", f" four.\n\nFive.\n{SECRET}\nSix.", "Three", " four.\n\nFive.\n"),
        ("Three", f" four. {SECRET}", "Three", " four. "),
        (f"One.\n{SECRET}", f"{SECRET}\n", "", ""),
        # What was kept around the caret starts or ends in the middle of it.
        (f"{SECRET[20:]} Two.\nThree", "", " Two.\nThree", ""),
        ("Three", f" four.\n{SECRET[:40]}", "Three", " four.\n"),
        # Wrapped by hand, over several stored pieces.
        (f"One.\n{SECRET.replace(' ', chr(10))}\nTwo", "", "Two", ""),
    ],
)
def test_surroundings_end_before_the_passage(
    ledger: Ledger, path: Path, before: str, after: str, kept_before: str, kept_after: str
) -> None:
    one = continuation(candidate("went on.", Outcome.ACCEPTED), before=before, after=after)
    other = continuation(candidate("went on.", Outcome.ACCEPTED), before="One.\n", after=after[:6])
    for each in (one, other):
        assert ledger.record(each)
    assert ledger.forget(Passage(SECRET)) == Forgotten(shortened=1)
    found = {each.id: each for each in ledger.decisions(9)}
    assert found[other.id] == other
    assert found[one.id] == replace(one, before=kept_before, after=kept_after, prompt_sha256="")
    assert ledger.check() == []
    assert in_files(path.parent, SECRET) == []
    assert in_files(path.parent, SECRET[20:40]) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(*(st.text(alphabet="abc \n", max_size=24) for _ in range(3))),
        min_size=1,
        max_size=6,
    )
)
def test_nothing_is_found_afterwards_and_nothing_else_is_lost(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str]]
) -> None:
    """Against the plain meaning: everything joined, white space aside."""
    passage = "abca"
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "ledger.db") as ledger:
        made = [
            rewrite(source=source, before=before, after=after, candidates=())
            for before, source, after in texts
        ]
        for one in made:
            ledger.record(one)
        ledger.forget(Passage(passage))
        found = {one.id: one for one in ledger.decisions(99)}
        assert ledger.check() == []
    for one in made:
        left = found.get(one.id)
        if left is None:
            assert passage in _joined(one)
            continue
        assert passage not in _joined(left)
        assert left.source == one.source
        assert one.before.endswith(left.before)
        assert one.after.startswith(left.after)
        if passage not in _joined(one):
            assert left == one


def _joined(one: Decision) -> str:
    return "".join((one.before + one.source + one.after).split())


def test_a_document_goes_and_its_mark_stays(ledger: Ledger, path: Path) -> None:
    ours = [continuation(candidate(f"{SECRET} {n}", Outcome.ACCEPTED)) for n in range(3)]
    theirs = continuation(candidate("Dear Ann,", Outcome.ACCEPTED), document=OTHER)
    for one in (*ours, theirs):
        ledger.record(one)
    assert ledger.forget(Document(NOVEL)) == Forgotten(decisions=3)
    assert kept(ledger) == {theirs.id}
    assert in_files(path.parent, SECRET) == []
    assert in_files(path.parent, NOVEL.path) == []
    ledger.set_do_not_log(OTHER, True)
    assert ledger.forget(Document(OTHER)) == Forgotten(decisions=1)
    assert ledger.do_not_log(OTHER.id)
    assert not ledger.record(theirs)


def test_what_was_before_a_day_goes(ledger: Ledger, path: Path) -> None:
    old = continuation(candidate(SECRET, Outcome.ACCEPTED), session="old")
    new = continuation(
        candidate("Later.", Outcome.ACCEPTED), asked_at=NOON + timedelta(days=1), session="new"
    )
    for one in (old, new):
        ledger.record(one)
    assert ledger.to_forget(Before(NOON)) == Forgotten()
    assert ledger.forget(Before(NOON + timedelta(hours=1))) == Forgotten(decisions=1)
    assert kept(ledger) == {new.id}
    assert in_files(path.parent, SECRET) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id FROM sessions").fetchall() == [("new",)]


def test_texts_that_others_use_stay_and_nothing_else_does(ledger: Ledger, path: Path) -> None:
    shared = "The chapter that both stand in.\n" * 3
    gone = continuation(candidate("A shared line.", Outcome.ACCEPTED), before=f"{shared}Gone")
    stays = continuation(
        candidate("A shared line.", Outcome.ACCEPTED), before=f"{shared}Stays", document=OTHER
    )
    for one in (gone, stays):
        ledger.record(one)
    # An earlier version of a decision leaves texts that nobody uses.
    ledger.record(replace(stays, before=f"{shared}Staid"))
    ledger.record(stays)
    ledger.forget(Document(NOVEL))
    assert ledger.decisions(9) == [stays]
    with closing(sqlite3.connect(path)) as connection:
        texts = {row[0] for row in connection.execute("SELECT text FROM passages")}
    assert texts == {"The chapter that both stand in.\n", "Stays", "A shared line."}


def test_an_export_made_afterwards_does_not_hold_it(ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(
        continuation(candidate(SECRET, Outcome.ACCEPTED), candidate("No.", Outcome.REJECTED, 1))
    )
    ledger.record(
        continuation(
            candidate("Yes.", Outcome.ACCEPTED),
            candidate("No.", Outcome.REJECTED, 1),
            before=f"{SECRET}\n\nThen",
        )
    )
    ledger.forget(Passage(SECRET))
    for form in Format:
        # FTPO is made of phrases that were taken back, and there were none.
        assert export(ledger, tmp_path / "out", form).train or form is Format.FTPO
    assert in_files(tmp_path / "out", SECRET) == []


def test_a_reader_that_stays_is_told_of_and_the_rest_goes_the_next_time(path: Path) -> None:
    with Ledger.open(path, busy_seconds=0.05) as ledger:
        ledger.record(continuation(candidate(SECRET, Outcome.ACCEPTED)))
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM passages").fetchone()
            with pytest.raises(LedgerLocked, match="reading"):
                ledger.forget(Passage(SECRET))
            reader.rollback()
        assert ledger.decisions(1) == []
        assert ledger.forget(Passage(SECRET)) == Forgotten()
        assert in_files(path.parent, SECRET) == []


def test_decisions_are_kept_afterwards_as_before(ledger: Ledger) -> None:
    ledger.record(continuation(candidate(SECRET, Outcome.ACCEPTED)))
    ledger.forget(Passage(SECRET))
    one = continuation(candidate("Yes.", Outcome.ACCEPTED))
    assert ledger.record(one)
    assert ledger.decisions(9) == [one]
    # Foreign keys hold again.
    with pytest.raises(sqlite3.IntegrityError):
        ledger._db.execute("DELETE FROM documents")
