"""A sample is asked for piece by piece, counted, and kept in a file that the writer may edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.scripted_engine import ScriptedEngine
from tests.unit.voice_samples import machine, ornate
from writer_app.engine.messages import Failed
from writer_app.engine.work import Ban, ChatTurn
from writer_app.errors import VoiceError
from writer_app.services.in_turn import PRIORITY
from writer_app.services.tic_lists import TicList, TicLists, seeds
from writer_app.services.tics import OPENINGS, TicSampling, again, one_piece
from writer_app.voice.profile import learn

SHA = "ab" * 32


class Sampled:
    def __init__(self, engine: ScriptedEngine, openings: tuple[str, ...] = OPENINGS) -> None:
        self.done: list[TicList] = []
        self.failed: list[Failed] = []
        self.sampling = TicSampling(
            engine, "m.gguf", self.done.append, self.failed.append, openings=openings
        )
        self.sampling.start()


def answer(engine: ScriptedEngine, seed: int) -> None:
    engine.answer(*(machine(60, seed=10 * seed + i) for i in range(4)))


def measured() -> TicList:
    engine = ScriptedEngine()
    sampled = Sampled(engine)
    for number in range(len(OPENINGS)):
        answer(engine, number)
    return sampled.done[0]


def test_every_opening_is_asked_once_below_everything_else() -> None:
    engine = ScriptedEngine()
    sampled = Sampled(engine)
    for number in range(len(OPENINGS)):
        assert len(engine.asked) == number + 1
        assert sampled.sampling.fraction == number / len(OPENINGS)
        answer(engine, number)
    assert len({work.seed for work in engine.asked.values()}) == len(OPENINGS)
    assert {work.priority for work in engine.asked.values()} == {PRIORITY}
    chats = [work for work in engine.asked.values() if isinstance(work.prompt, tuple)]
    assert len(chats) == len(OPENINGS) // 2
    assert all(isinstance(turn, ChatTurn) for work in chats for turn in work.prompt)
    (found,) = sampled.done
    assert found.model == "m.gguf"
    assert found.sentences > 100
    assert "a testament to" in {tic.text for tic in found.tics}


def test_a_base_model_is_only_asked_to_continue() -> None:
    engine = ScriptedEngine(chat=False)
    Sampled(engine, OPENINGS[:3])
    for number in range(3):
        answer(engine, number)
    assert [work.prompt for work in engine.asked.values()] == list(OPENINGS[:3])


def test_a_sentence_counts_once_however_often_it_is_said() -> None:
    loop = "He ran home. He was tired. He ran home. He was tired. He ran"
    assert one_piece([loop, "He ran home. Nobody came. And"]) == (
        "He ran home.\n\nHe was tired.\n\nNobody came."
    )
    assert one_piece(["A single one"]) == "A single one"


def test_stopped_it_goes_on_where_it_was() -> None:
    engine = ScriptedEngine()
    sampled = Sampled(engine, OPENINGS[:3])
    answer(engine, 0)
    sampled.sampling.stop()
    assert engine.cancelled == [2]
    engine.write(0, "half a")
    engine.done()
    assert len(engine.asked) == 2
    sampled.sampling.start()
    for number in (1, 2):
        answer(engine, number)
    assert [engine.asked[i].seed for i in (2, 3, 4)] == [5, 5, 9]
    (found,) = sampled.done
    assert not sampled.failed
    assert found.sentences < 100


def test_started_again_before_it_has_stopped_it_goes_on() -> None:
    engine = ScriptedEngine()
    sampled = Sampled(engine, OPENINGS[:1])
    sampled.sampling.stop()
    sampled.sampling.start()
    assert len(engine.asked) == 1
    engine.done()
    answer(engine, 0)
    assert len(sampled.done) == 1


def test_a_failure_is_told_once() -> None:
    engine = ScriptedEngine()
    sampled = Sampled(engine)
    engine.fail("engine_lost")
    assert [failed.code for failed in sampled.failed] == ["engine_lost"]
    assert len(engine.asked) == 1
    assert not sampled.done


def test_a_list_is_kept_and_edited(tmp_path: Path) -> None:
    lists = TicLists(tmp_path / "tics")
    assert lists.get(SHA) == seeds()
    found = measured()
    lists.keep(SHA, found)
    assert lists.get(SHA) == found
    data = json.loads(lists.path(SHA).read_text("utf-8"))
    data["never"] = ["my darling"]
    data["allowed"] = ["A testament to"]
    data["tics"].append({"text": "needless to say", "kind": "triple"})
    lists.path(SHA).write_text(json.dumps(data), encoding="utf-8")
    edited = lists.get(SHA)
    bans = {ban.phrase: ban for ban in edited.bans()}
    assert bans["my darling"] == Ban("my darling")
    assert bans["needless to say"] == Ban("needless to say")
    assert "a testament to" not in bans
    measured_again = again(edited, found)
    assert (measured_again.never, measured_again.allowed) == (("my darling",), ("A testament to",))
    assert measured_again.tics == found.tics


def test_the_last_word_on_a_phrase_counts_and_can_be_taken_back() -> None:
    found = seeds().forbid("my darling").allow("a testament to")
    assert (found.never, found.allowed) == (("my darling",), ("a testament to",))
    assert found.allow("my darling").allowed == ("a testament to", "my darling")
    assert found.allow("my darling").forbid("my darling") == found
    assert found.undone("my darling").undone("a testament to") == seeds()


def test_the_writers_own_words_are_not_banned() -> None:
    own = learn([ornate(600) + "\n\nA testament to him. It was a testament to her."])
    found = measured()
    assert "a testament to" in {ban.phrase for ban in found.bans()}
    assert "a testament to" not in {ban.phrase for ban in found.bans(own)}
    assert "a testament to" not in {ban.phrase for ban in seeds().bans(own)}


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"\xff", b'{"model": "m", "day": "", "sentences": 1, "tics": [{}]}']
)
def test_a_damaged_list_is_told(tmp_path: Path, body: bytes) -> None:
    lists = TicLists(tmp_path)
    lists.path(SHA).write_bytes(body)
    with pytest.raises(VoiceError, match="makes no sense") as told:
        lists.get(SHA)
    assert SHA in str(told.value)


@pytest.mark.parametrize("name", ["", "../../up", "AB" * 32, "ab"])
def test_only_a_hash_names_a_list(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=name or "^$"):
        TicLists(tmp_path).get(name)
