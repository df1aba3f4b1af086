"""Voices on the disk: learned, updated, corrected, assigned, forgotten, and damaged."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.voice_samples import ornate, terse
from writer_app.errors import VoiceError
from writer_app.services.voices import Corrections, Voices


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.md").write_text(ornate(800), encoding="utf-8")
    (folder / "two.txt").write_bytes(ornate(800, seed=2).replace("\n", "\r\n").encode())
    return folder


@pytest.fixture
def voices(tmp_path: Path) -> Voices:
    return Voices(tmp_path / "voices")


def test_a_voice_is_learned_and_found_again(voices: Voices, texts: Path, tmp_path: Path) -> None:
    learned = voices.learn([texts, texts / "one.md"])
    assert (learned.files, learned.unread) == (2, ())
    assert voices.get() == learned.profile
    assert voices.names() == ["default"]
    assert [path.name for path in voices.sources()] == ["one.md", "two.txt"]
    (file,) = (tmp_path / "voices").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_each_file_that_was_read_is_told(voices: Voices, texts: Path) -> None:
    heard: list[tuple[int, int]] = []
    voices.learn([texts], heard=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)]


def test_it_follows_its_files(voices: Voices, texts: Path) -> None:
    before = voices.learn([texts]).profile
    assert voices.update() == before
    (texts / "one.md").write_text(ornate(1600), encoding="utf-8")
    after = voices.update()
    assert after.words > before.words + 700
    assert voices.get() == after
    # A file that is gone takes nothing with it.
    (texts / "two.txt").unlink()
    assert voices.update() == after


def test_it_knows_what_came_after_it_was_learned(voices: Voices, texts: Path) -> None:
    voices.learn([texts])
    was = (texts / "one.md").read_text(encoding="utf-8")
    (texts / "one.md").write_text(f"{was}\n\n{terse(300)}", encoding="utf-8")
    voices.update()
    newer, older = voices.seen().apart((texts / "one.md").read_text(encoding="utf-8"))
    assert "\n\n".join(newer) == terse(300)
    assert "\n\n".join(older) == was
    voices.correct(Corrections(mine=("“ere”",)))
    assert voices.seen().lately
    voices.learn([texts])
    assert not voices.seen().lately


def test_what_a_model_wrote_is_not_learned(tmp_path: Path, texts: Path) -> None:
    voices = Voices(tmp_path / "voices", own=lambda path, text: text if path.stem == "one" else "")
    assert voices.learn([texts]).profile.words < 1000


def test_corrections_outlive_learning_again(voices: Voices, texts: Path) -> None:
    profile = voices.learn([texts]).profile
    assert "“&c.” for “etc.”" in profile.quirks
    word = profile.favourites[0].word
    corrections = Corrections(not_mine=(word, "“&c.” for “etc.”"), mine=("no semicolons",))
    voices.correct(corrections)
    for known in (voices.get(), voices.learn([texts]).profile, voices.update()):
        assert word not in {favourite.word for favourite in known.favourites}
        assert "“&c.” for “etc.”" not in known.quirks
        assert known.quirks[-1] == "no semicolons"
    assert voices.corrections() == corrections
    voices.correct(Corrections())
    assert voices.get() == profile


def test_the_last_word_on_a_quirk_counts_and_can_be_taken_back() -> None:
    said = Corrections().claimed("“ere”").denied("whilst")
    assert said == Corrections(not_mine=("whilst",), mine=("“ere”",))
    assert said.denied("“ere”") == Corrections(not_mine=("whilst", "“ere”"))
    assert said.denied("“ere”").claimed("“ere”") == said
    assert said.undone("“ere”").undone("whilst") == Corrections()


def test_documents_have_the_usual_voice_or_one_of_their_own(voices: Voices, texts: Path) -> None:
    assert voices.of("novel") == (None, None)
    usual = voices.learn([texts]).profile
    essays = texts / "essays.md"
    essays.write_text(terse(900), encoding="utf-8")
    other = voices.learn([essays], "essays").profile
    assert voices.of("novel") == (usual, None)
    voices.assign("novel", "essays")
    assert voices.name_of("novel") == "essays"
    assert voices.of("novel") == (other, None)
    voices.assign("novel", None)
    assert voices.of("novel") == (usual, None)
    with pytest.raises(VoiceError, match="poems"):
        voices.assign("novel", "poems")


def test_forgetting_leaves_no_trace(voices: Voices, texts: Path, tmp_path: Path) -> None:
    voices.learn([texts], "essays")
    voices.learn([texts])
    voices.assign("novel", "essays")
    left = tmp_path / "voices" / ".0123-killed.writer-app.tmp"
    left.write_text("half a voice", encoding="utf-8")
    voices.forget("essays")
    voices.forget()
    assert voices.names() == []
    assert voices.name_of("novel") == "default"
    assert list((tmp_path / "voices").iterdir()) == []
    with pytest.raises(VoiceError, match="essays"):
        voices.forget("essays")


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"\xff\xfe", b'{"sources": {}, "profile": []}', b"[" * 9999]
)
def test_a_damaged_voice_is_told_and_learned_anew(
    voices: Voices, texts: Path, tmp_path: Path, body: bytes
) -> None:
    profile = voices.learn([texts]).profile
    (tmp_path / "voices" / "voice-default.json").write_bytes(body)
    found, error = voices.of("novel")
    assert found is None
    assert error is not None
    assert "Learn it again" in error.hint
    assert voices.learn([texts]).profile == profile
    assert voices.of("novel") == (profile, None)


def test_damaged_assignments_are_none(voices: Voices, texts: Path, tmp_path: Path) -> None:
    voices.learn([texts])
    (tmp_path / "voices" / "documents.json").write_text("[1]", encoding="utf-8")
    assert voices.name_of("novel") == "default"
    voices.assign("novel", None)
    voices.forget()


def test_too_little_is_refused_with_what_it_takes(voices: Voices, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    small = tmp_path / "small.md"
    small.write_text(terse(40), encoding="utf-8")
    binary = tmp_path / "image.md"
    binary.write_bytes(bytes(range(256)) * 40)
    for paths in ([empty], [small], [binary], [tmp_path / "nowhere"]):
        with pytest.raises(VoiceError, match="too little") as refused:
            voices.learn(paths)
        assert "10,000" in str(refused.value)
    assert voices.names() == []


def test_what_cannot_be_read_is_left_out_and_told(voices: Voices, texts: Path) -> None:
    (texts / "image.md").write_bytes(bytes(range(256)) * 40)
    learned = voices.learn([texts])
    assert learned.files == 2
    assert ["image.md" in str(problem) for problem in learned.unread] == [True]


@pytest.mark.parametrize("name", ["", "../up", "a/b", "x" * 41, ".hidden", "-"])
def test_a_name_is_a_plain_word(voices: Voices, texts: Path, name: str) -> None:
    asks: list[Callable[[str], object]] = [
        voices.get,
        voices.forget,
        lambda name: voices.learn([texts], name),
    ]
    for ask in asks:
        with pytest.raises(VoiceError, match="name of a voice"):
            ask(name)


def test_a_place_that_cannot_be_written_is_told(texts: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", encoding="utf-8")
    with pytest.raises(VoiceError, match="could not be kept"):
        Voices(file).learn([texts])
