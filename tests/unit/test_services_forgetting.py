"""Every place forgets, says so, and holds no byte of it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.unit.ledger_samples import NOON, candidate, continuation
from tests.unit.test_ledger_forgetting import SECRET, in_files
from tests.unit.voice_samples import ornate
from writer_app.config.paths import Paths
from writer_app.errors import LedgerError, LedgerLocked
from writer_app.ledger.export import Format, export
from writer_app.ledger.forgetting import Before, Document, Passage, What
from writer_app.ledger.records import DocumentRef, Outcome
from writer_app.ledger.store import Ledger
from writer_app.services import forgetting
from writer_app.services.forgetters import OfTaste, forgetters
from writer_app.services.forgetting import Forgetter
from writer_app.services.pair_store import PairStore
from writer_app.services.protected import ProtectedWords
from writer_app.services.taste import Taste
from writer_app.services.tic_lists import TicLists
from writer_app.services.voices import Voices
from writer_app.text.journal import Entry, Journal

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    path = tmp_path / "novel.md"
    path.write_text(f"{ornate(700)}\n\n{SECRET} zyxwzyxw zyxwzyxw\n", encoding="utf-8")
    return path


@pytest.fixture
def places(paths: Paths, novel: Path) -> tuple[Forgetter, ...]:
    """A home in which each place holds something of the novel and of the passage."""
    document = DocumentRef.of(novel)
    one = continuation(
        candidate(SECRET, Outcome.ACCEPTED),
        candidate("No.", Outcome.REJECTED, 1),
        document=document,
    )
    with Ledger.open(paths.ledger) as ledger:
        ledger.record(one)
        for form in Format:
            export(ledger, paths.exports, form)
            export(ledger, paths.exports / "other", form)
    with Ledger.open(paths.home / "ledger.waiting-abc.db") as ledger:
        ledger.record(replace(one, id="waits"))
    for end in ("", "-wal"):
        (paths.home / f"ledger.db.damaged-20260301T120000Z{end}").write_text(f"x{SECRET}")
    voices = Voices(paths.voices)
    voices.learn([novel])
    voices.learn([novel], "other")
    voices.assign(document.id, "other")
    (paths.voices / "pairs-default.json").write_text(SECRET)
    ProtectedWords(paths.protected).keep(document.id, (SECRET[:30], "Ann"))
    journal = Journal(paths.journal)
    for key, text in (("old", f"Lost. {SECRET} Found."), (document.id, "Lost, too.")):
        path = str(novel) if key == document.id else ""
        journal.write(Entry(key, path, text, 0, None, LONG_AGO.timestamp()))
    journal.close()
    lists = TicLists(paths.tics)
    lists.keep("ab" * 32, replace(lists.get("ab" * 32), never=(SECRET[:30], "delve")))
    paths.states.mkdir(parents=True)
    (paths.states / "one.state").write_text(SECRET)
    return forgetters(paths, voices, Taste(paths.taste, paths.ledger))


def everything(paths: Paths, places: tuple[Forgetter, ...], what: What) -> str:
    """Look, forget, look again; what forgetting said."""
    found = forgetting.look(places, what)
    assert found.problems == ()
    assert forgetting.look(places, what) == found  # looking changes nothing
    done = forgetting.forget(places, what)
    assert done.problems == ()
    assert len(done.said) == len(found.said)
    # The texts that a voice is learned from still hold a passage.
    assert all("Learned again" in said for said in forgetting.look(places, what).said)
    return " ".join(done.said)


def test_a_passage(paths: Paths, places: tuple[Forgetter, ...], novel: Path) -> None:
    assert len(in_files(paths.home, SECRET)) > 8
    said = everything(paths, places, Passage(SECRET))
    assert in_files(paths.home, SECRET) == []
    assert in_files(paths.home, SECRET[:30]) == []
    assert SECRET in novel.read_text(encoding="utf-8")
    for part in (
        "2 decisions are gone",
        "1 damaged ledger was removed",
        "Learned again without it: “default”, “other”",
        "2 exports were removed. Those that you made elsewhere",
        "1 unsaved text is kept without it",
        "1 phrase is no longer protected",
        "1 list of tics loses a phrase of yours",
        "Models will read your documents again",
    ):
        assert part in said
    assert not list(paths.states.iterdir())
    texts = {entry.text for entry in Journal(paths.journal).orphans()}
    assert texts == {"Lost.  Found.", "Lost, too."}
    voices = Voices(paths.voices)
    assert voices.get().count("marlow") == 0
    assert voices.get().count("zyxwzyxw") == 2
    assert voices.sources() == [novel]
    assert ProtectedWords(paths.protected).of(DocumentRef.of(novel).id) == ("Ann",)
    assert TicLists(paths.tics).get("ab" * 32).never == ("delve",)


def test_a_document(paths: Paths, places: tuple[Forgetter, ...], novel: Path) -> None:
    said = everything(paths, places, Document(DocumentRef.of(novel)))
    assert "Too little was left to know a voice by, so it is gone: “default”, “other”." in said
    voices = Voices(paths.voices)
    assert voices.names() == []
    assert voices.name_of(DocumentRef.of(novel).id) == "default"
    # The draft without a name is another document.
    assert in_files(paths.home, str(novel)) == []
    assert [entry.key for entry in Journal(paths.journal).orphans()] == ["old"]
    assert ProtectedWords(paths.protected).documents() == []


def test_a_voice_goes_on_with_its_other_texts(paths: Paths, places: object, novel: Path) -> None:
    other = novel.with_name("other.md")
    other.write_text(ornate(800, seed=2), encoding="utf-8")
    voices = Voices(paths.voices)
    voices.learn([novel, other])
    everything(
        paths,
        forgetters(paths, voices, Taste(paths.taste, paths.ledger)),
        Document(DocumentRef.of(novel)),
    )
    assert voices.sources() == [other]
    assert voices.get().count("zyxwzyxw") == 0


def test_before_a_day(paths: Paths, places: tuple[Forgetter, ...]) -> None:
    assert forgetting.before(date(2026, 3, 1)).moment.hour == 0
    assert forgetting.look(places, forgetting.before(date.min)).problems == ()
    with Ledger.open(paths.ledger) as ledger:
        ledger.record(
            continuation(candidate("Later.", Outcome.ACCEPTED), asked_at=datetime.now(UTC))
        )
    said = everything(paths, places, Before(NOON.replace(hour=13)))
    assert "2 decisions are gone" in said
    assert "2 unsaved texts are gone" in said
    with Ledger.open(paths.ledger) as ledger:
        assert [one.candidates[0].text for one in ledger.decisions(9)] == ["Later."]
    assert Voices(paths.voices).names() == ["default", "other"]


def test_a_home_where_nothing_was_ever_kept(paths: Paths) -> None:
    places = forgetters(paths, Voices(paths.voices), Taste(paths.taste, paths.ledger))
    for what in (Passage(SECRET), Before(NOON), forgetting.document(paths.home / "none.md")):
        assert forgetting.forget(places, what) == forgetting.Report()
    assert not paths.ledger.exists()


def test_what_fails_in_one_place_is_told_and_the_others_forget(paths: Paths) -> None:
    locked = LedgerLocked("Locked.")

    class Failing:
        def look(self, what: What) -> str:
            raise locked

        def forget(self, what: What) -> str:
            raise locked

    taste = Taste(paths.taste, paths.ledger)
    taste.add_note(SECRET)
    report = forgetting.forget((Failing(), OfTaste(taste)), Passage(SECRET))
    assert report.problems == (locked,)
    assert report.said == ("Your taste was learned again from what is left.",)


def test_a_note_of_the_taste_that_quotes_the_passage_goes(paths: Paths) -> None:
    taste = Taste(paths.taste, paths.ledger)
    taste.add_note(f"Never again: {SECRET}")
    taste.add_note("No clichés.")
    forgetting.forget((OfTaste(taste),), Passage(SECRET))
    assert [note.text for note in taste.standing().notes] == ["No clichés."]
    assert SECRET not in paths.taste.read_text("utf-8")


@pytest.mark.parametrize("text", ["", "  \n", "a b", "he"])
def test_too_little_to_look_for(text: str) -> None:
    with pytest.raises(LedgerError, match="too little"):
        forgetting.passage(text)


def test_a_draft_goes_whose_passage_is_gone_from_the_texts(
    paths: Paths, places: tuple[Forgetter, ...], novel: Path
) -> None:
    novel.write_text(ornate(700), encoding="utf-8")
    pairs = PairStore(Voices(paths.voices), lambda _: False)
    pairs.add("other", SECRET, "It was so.", "")
    said = " ".join(forgetting.forget(places, Passage(SECRET)).said)
    assert "Learned again without it: “other”." in said
    assert not Voices(paths.voices).pairs_file("other").exists()


def test_of_an_export_its_own_files_go_and_nothing_else(paths: Paths, tmp_path: Path) -> None:
    with Ledger.open(paths.ledger) as ledger:
        ledger.record(continuation(candidate(SECRET, Outcome.ACCEPTED)))
        for out in (paths.exports, paths.exports / "other", tmp_path / "elsewhere"):
            export(ledger, out, Format.SFT)
    kept = paths.exports / "sft" / "adapter" / "weights.bin"
    kept.parent.mkdir()
    kept.write_bytes(b"trained for days")
    (paths.exports / "link").symlink_to(tmp_path / "elsewhere")
    killed = paths.exports / "killed" / "sft" / ".train.jsonl-abc"
    killed.parent.mkdir(parents=True)
    killed.write_text(SECRET)
    places = forgetters(paths, Voices(paths.voices), Taste(paths.taste, paths.ledger))
    assert "3 exports were removed" in " ".join(forgetting.forget(places, Passage(SECRET)).said)
    files = {path for path in paths.exports.rglob("*") if path.is_file()}
    assert files == {kept}
    assert (tmp_path / "elsewhere" / "sft" / "train.jsonl").is_file()


def test_a_folder_of_exports_that_is_somebodys_own_stays(paths: Paths) -> None:
    (paths.exports / "README.md").write_text(f"My notes. {SECRET}")
    places = forgetters(paths, Voices(paths.voices), Taste(paths.taste, paths.ledger))
    assert forgetting.forget(places, Passage(SECRET)) == forgetting.Report()
    assert (paths.exports / "README.md").exists()
