"""Plain drafts: asked for in idle time, kept beside the voice, gone with their passage."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.unit.scripted_engine import ScriptedEngine
from tests.unit.test_voice_pairs import DRAFT, OWN
from tests.unit.voice_samples import ornate
from writer_app.engine.messages import Failed
from writer_app.engine.work import ChatTurn
from writer_app.errors import VoiceError
from writer_app.prompts.plain import N
from writer_app.services.drafting import Drafting
from writer_app.services.in_turn import PRIORITY
from writer_app.services.pair_store import WANTED, PairStore
from writer_app.services.voices import Voices
from writer_app.voice.pairs import Pair

SHA = "ab" * 32


class Desk:
    """A voice learned from a novel and a diary, of which the diary may become private."""

    def __init__(self, folder: Path) -> None:
        self.novel, self.diary = folder / "novel.md", folder / "diary.md"
        self.novel.write_text(ornate(3000), encoding="utf-8")
        self.diary.write_text(f"{OWN}\n\n{ornate(300, seed=9)}", encoding="utf-8")
        self.voices = Voices(folder / "voices")
        self.voices.learn([self.novel, self.diary])
        self.hidden: set[Path] = set()
        self.store = PairStore(self.voices, lambda path: path in self.hidden)

    def files(self) -> set[str]:
        return {path.name for path in (self.novel.parent / "voices").iterdir()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def drafting(
    engine: ScriptedEngine, passages: list[str]
) -> tuple[Drafting, list[tuple[str, str | None]], list[Failed]]:
    made: list[tuple[str, str | None]] = []
    failed: list[Failed] = []
    work = Drafting(engine, passages, lambda *each: made.append(each), failed.append)
    work.start()
    return work, made, failed


def test_each_passage_is_drafted_below_everything_else() -> None:
    engine = ScriptedEngine()
    work, made, _ = drafting(engine, [OWN, OWN.upper()])
    engine.answer(OWN, f"Here is the rewritten passage:\n\n{DRAFT}", "Nothing like it.")
    assert made == [(OWN, DRAFT)]
    engine.answer("no", "no", "no")
    assert made[1] == (OWN.upper(), None)
    assert work.over
    first, second = engine.asked.values()
    assert first.priority == second.priority == PRIORITY
    assert second.seed - first.seed == N
    assert first.prompt[-1] == ChatTurn("user", OWN)


def test_a_base_model_is_shown_drafts_of_our_own() -> None:
    engine = ScriptedEngine(chat=False)
    drafting(engine, [OWN])
    (work,) = engine.asked.values()
    assert isinstance(work.prompt, str)
    assert work.prompt.endswith(f"Author: {OWN}\nPlain:")
    assert work.stop == ("\n",)


def test_stopped_it_goes_on_with_the_same_passage() -> None:
    engine = ScriptedEngine()
    work, made, _ = drafting(engine, [OWN])
    engine.write(0, "Nobody was")
    work.stop()
    engine.done()
    assert len(engine.asked) == 1
    work.start()
    engine.answer(DRAFT)
    assert made == [(OWN, DRAFT)]


def test_a_failure_is_told() -> None:
    engine = ScriptedEngine()
    _, made, failed = drafting(engine, [OWN, OWN])
    engine.fail("engine_lost")
    assert [each.code for each in failed] == ["engine_lost"]
    assert len(engine.asked) == 1
    assert not made


def test_pairs_are_kept_beside_the_voice_for_its_writer_alone(desk: Desk) -> None:
    wanted = desk.store.refresh()
    assert 0 < len(wanted) <= WANTED
    assert OWN in wanted
    desk.store.add("default", OWN, DRAFT, SHA)
    assert desk.store.get() == (Pair(DRAFT, OWN),)
    assert stat.S_IMODE(desk.voices.pairs_file().stat().st_mode) == 0o600
    assert OWN not in desk.store.refresh()
    assert desk.voices.names() == ["default"]


def test_what_no_draft_teaches_of_is_not_asked_again(desk: Desk) -> None:
    desk.store.add("default", OWN, None, SHA)
    assert desk.store.get() == ()
    assert OWN not in desk.store.refresh()


def test_pairs_go_with_their_passage(desk: Desk) -> None:
    desk.store.add("default", OWN, DRAFT, SHA)
    desk.diary.write_text(ornate(300, seed=9), encoding="utf-8")
    desk.store.refresh()
    assert desk.store.get() == ()


def test_of_a_private_document_there_are_none(desk: Desk) -> None:
    desk.store.add("default", OWN, DRAFT, SHA)
    desk.hidden.add(desk.diary)
    assert OWN not in desk.store.refresh()
    assert desk.store.get() == ()
    assert "Helstone" not in desk.voices.pairs_file().read_text("utf-8")


def test_forgetting_the_voice_leaves_no_pair(desk: Desk) -> None:
    desk.store.add("default", OWN, DRAFT, SHA)
    desk.voices.forget()
    assert desk.files() == set()
    # A draft that was on its way comes too late.
    desk.store.add("default", OWN, DRAFT, SHA)
    assert desk.files() == set()
    with pytest.raises(VoiceError):
        desk.store.refresh()


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"pairs": [{}], "tried": []}'])
def test_a_damaged_file_is_as_none(desk: Desk, body: bytes) -> None:
    desk.voices.pairs_file().write_bytes(body)
    assert desk.store.get() == ()
    assert OWN in desk.store.refresh()
    desk.store.add("default", OWN, DRAFT, SHA)
    assert desk.store.get() == (Pair(DRAFT, OWN),)
