"""The voice of a document in the real window: learned, read, drifting, edited, forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.document_driver import saved, told
from tests.unit.voice_samples import machine, ornate
from tests.voice_demo import own_text, own_words
from writer_app.gui.actions import Act
from writer_app.gui.main_window import MainWindow
from writer_app.gui.voice.page import VoicePage
from writer_app.services.protected import ProtectedWords
from writer_app.services.voices import Corrections

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, still_window: MainWindow) -> MainWindow:
    window = still_window
    window.voice.metering.pause.setInterval(0)
    window.activateWindow()
    window.editor.setFocus()
    qtbot.waitUntil(window.editor.hasFocus)
    return window


def opened(window: MainWindow) -> VoicePage:
    window.voice.open_page()
    assert window.voice.page is not None
    return window.voice.page


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.md"
    file.write_text(own_text(), encoding="utf-8")
    return file


def learned(qtbot: QtBot, window: MainWindow, *paths: Path) -> VoicePage:
    page = opened(window)
    with qtbot.waitSignal(window.voice.learning.ended, timeout=30_000):
        window.voice.learn(paths)
    qtbot.waitUntil(lambda: window.voice.profile is not None, timeout=10_000)
    return page


def read_words(window: MainWindow) -> int:
    reading = window.voice.metering.reading
    return reading.words if reading is not None else 0


def kept(window: MainWindow) -> tuple[str, ...]:
    """What lies on the disk of what this document protects."""
    document = window.documents.current.ref.id
    return ProtectedWords(window.services.paths.protected).of(document)


def test_f6_opens_the_page_and_it_says_that_nothing_is_known(
    qtbot: QtBot, window: MainWindow
) -> None:
    QTest.keyClick(window.editor, Qt.Key.Key_F6)
    page = window.voice.page
    assert page is not None
    qtbot.waitUntil(page.isVisible)
    assert page.empty.isVisible()
    assert not window.status.voice.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.voice.page is None


def test_learning_shows_the_voice_and_the_meter_begins_to_speak(
    qtbot: QtBot, window: MainWindow, own: Path
) -> None:
    window.editor.set_text(own_words(2_000))
    page = learned(qtbot, window, own)
    qtbot.waitUntil(page.portrait.isVisible, timeout=10_000)
    assert page.shown.profile == window.voice.profile
    qtbot.waitUntil(window.status.voice.isVisible, timeout=10_000)
    assert window.status.voice.text() == "Voice: yours"
    assert "95%" in window.status.voice.toolTip()
    qtbot.waitUntil(lambda: page.shown.here is not None, timeout=10_000)


def test_a_correction_leaves_the_reading_on_the_page(
    qtbot: QtBot, window: MainWindow, own: Path
) -> None:
    window.editor.set_text(own_words(2_000))
    page = learned(qtbot, window, own)
    qtbot.waitUntil(lambda: page.shown.here is not None, timeout=10_000)
    word = page.portrait.favourites.shown[0]
    seen: list[bool] = []
    window.voice.metering.read.connect(lambda: seen.append(page.shown.here is None))
    page.denied.emit(word)
    qtbot.waitUntil(lambda: word in page.shown.corrections.not_mine, timeout=10_000)
    assert page.shown.here is not None
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    assert not any(seen)


def test_a_few_words_are_too_short_to_say(qtbot: QtBot, window: MainWindow, own: Path) -> None:
    learned(qtbot, window, own).reject()
    window.editor.set_text("Two words.")
    qtbot.waitUntil(lambda: window.status.voice.text() == "Voice: too short to say", timeout=10_000)


def test_the_selection_is_read_while_there_is_one(
    qtbot: QtBot, window: MainWindow, own: Path
) -> None:
    learned(qtbot, window, own).reject()
    window.editor.set_text(own_words(600))
    metering = window.voice.metering
    qtbot.waitUntil(lambda: read_words(window) > 500, timeout=10_000)
    whole = metering.reading
    window.editor.select(0, 900)
    qtbot.waitUntil(lambda: metering.selected, timeout=10_000)
    assert metering.reading is not None
    assert whole is not None
    assert metering.reading.words < whole.words
    assert "The selection" in window.status.voice.toolTip()


def test_only_a_window_of_a_large_document_is_read(
    qtbot: QtBot, window: MainWindow, own: Path
) -> None:
    learned(qtbot, window, own).reject()
    window.editor.set_text("The sea was calm that night. " * 6_000)
    window.editor.set_caret(90_000)
    qtbot.waitUntil(lambda: 10_000 < read_words(window) < 13_000, timeout=10_000)


def test_too_little_to_learn_from_is_said_on_the_page(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    short = tmp_path / "short.md"
    short.write_text("Hardly anything.", encoding="utf-8")
    page = opened(window)
    with qtbot.waitSignal(window.voice.learning.ended, timeout=30_000):
        window.voice.learn([short])
    assert "too little" in page.progress()
    assert window.voice.profile is None


def test_a_stopped_learning_leaves_everything_as_it_was(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    for number in range(30):
        (tmp_path / f"{number}.md").write_text(own_words(400), encoding="utf-8")
    opened(window)
    learning = window.voice.learning
    with qtbot.waitSignal(learning.ended, timeout=30_000) as ended:
        window.voice.learn([tmp_path])
        learning.stop()
    assert ended.args == ["default", None]
    assert window.services.voices.names() == []


def test_more_files_are_added_to_those_before(
    qtbot: QtBot, window: MainWindow, own: Path, tmp_path: Path
) -> None:
    learned(qtbot, window, own)
    before = window.voice.profile
    assert before is not None
    more = tmp_path / "more.md"
    more.write_text(f"{own_words(900)}\n\nAnd more.", encoding="utf-8")
    window.voice.learn([more])
    qtbot.waitUntil(
        lambda: window.voice.profile is not None and window.voice.profile.words > before.words,
        timeout=30_000,
    )
    assert len(window.services.voices.sources()) == 2


def test_what_the_writer_says_of_the_voice_stays_until_taken_back(
    qtbot: QtBot, window: MainWindow, own: Path
) -> None:
    page = learned(qtbot, window, own)
    word = page.portrait.favourites.shown[0]
    page.denied.emit(word)
    qtbot.waitUntil(lambda: word not in page.portrait.favourites.shown, timeout=10_000)
    page.claimed.emit("“betimes”")
    qtbot.waitUntil(lambda: "“betimes”" in page.shown.corrections.mine, timeout=10_000)
    with qtbot.waitSignal(window.voice.learning.ended, timeout=30_000):
        window.voice.learn([own])
    kept_voice = window.services.voices.get()
    assert word not in {mark.word for mark in kept_voice.favourites}
    assert "“betimes”" in kept_voice.quirks
    page.undone.emit(word)
    qtbot.waitUntil(lambda: word in page.portrait.favourites.shown, timeout=10_000)
    assert page.shown.corrections == Corrections(mine=("“betimes”",))


def test_what_was_written_last_and_sounds_like_a_model_is_told_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "mine.md"
    file.write_text(ornate(4_000), encoding="utf-8")
    window.documents.open(file)
    learned(qtbot, window, file).reject()
    metering = window.voice.metering
    qtbot.waitUntil(lambda: metering.lately is not None, timeout=10_000)
    assert metering.lately is not None
    assert metering.lately.words == 0
    window.editor.set_caret(len(window.editor.text()))
    window.editor.insert_at_caret("\n\n" + machine(500))
    told(qtbot, window, "What you wrote last sounds more like a model")
    assert metering.lately.words > 450
    assert metering.drift is not None
    assert not metering.drift.alarm  # of the whole document it is a small part


def test_forgetting_leaves_nothing_on_the_disk(qtbot: QtBot, window: MainWindow, own: Path) -> None:
    page = learned(qtbot, window, own)
    page.forget_requested.emit()
    qtbot.waitUntil(lambda: window.voice.profile is None, timeout=10_000)
    assert page.empty.isVisible()
    assert window.services.voices.names() == []
    assert not any(window.services.paths.voices.glob("voice-*"))
    assert not window.status.voice.isVisible()


def test_a_document_can_have_a_voice_of_its_own(
    qtbot: QtBot, window: MainWindow, own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "harbour.md"
    file.write_text("One.", encoding="utf-8")
    window.documents.open(file)
    page = learned(qtbot, window, own)
    page.chosen.emit("")
    assert window.voice.profile is None
    other = tmp_path / "other.md"
    other.write_text(own_words(900), encoding="utf-8")
    window.voice.learn([other])
    qtbot.waitUntil(lambda: window.voice.profile is not None, timeout=30_000)
    assert window.services.voices.name_of(window.documents.current.ref.id) == "harbour"
    page.chosen.emit("default")
    qtbot.waitUntil(lambda: page.shown.name == "default", timeout=10_000)
    assert window.services.voices.names() == ["default", "harbour"]


def test_saving_a_text_it_was_learned_from_teaches_what_is_new(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "mine.md"
    file.write_text(own_words(1_500), encoding="utf-8")
    window.documents.open(file)
    learned(qtbot, window, file).reject()
    before = window.voice.profile
    assert before is not None
    window.editor.set_caret(len(window.editor.text()))
    window.editor.insert_at_caret("\n\n" + own_words(1_000))
    saved(qtbot, window)
    qtbot.waitUntil(
        lambda: window.voice.profile is not None and window.voice.profile.words > before.words,
        timeout=30_000,
    )


def test_words_are_protected_by_a_key_and_stay_with_the_document(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "harbour.md"
    file.write_text("The old bell rang alright.", encoding="utf-8")
    window.documents.open(file)
    window.editor.select(5, 11)  # halves of two words
    QTest.keyClick(window.editor, Qt.Key.Key_K, CTRL | SHIFT)
    told(qtbot, window, "touch “old bell”")
    window.editor.set_caret(20)
    window.actions_table[Act.PROTECT].trigger()
    assert list(window.protecting.phrases) == ["old bell", "alright"]
    window.documents.new()
    assert list(window.protecting.phrases) == []
    window.documents.open(file)
    qtbot.waitUntil(lambda: window.protecting.phrases == ("old bell", "alright"), timeout=10_000)
    window.editor.set_caret(20)
    window.actions_table[Act.PROTECT].trigger()
    assert window.protecting.phrases == ("old bell",)


def test_a_document_without_a_record_protects_without_the_disk(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.editor.set_text("The old bell.")
    window.protecting.protect("bell")
    qtbot.waitUntil(lambda: kept(window) == ("bell",), timeout=10_000)
    window.actions_table[Act.DO_NOT_LOG].trigger()
    qtbot.waitUntil(lambda: kept(window) == (), timeout=10_000)
    window.protecting.protect("old")
    assert window.protecting.phrases == ("bell", "old")
    window.actions_table[Act.DO_NOT_LOG].trigger()
    qtbot.waitUntil(lambda: kept(window) == ("bell", "old"), timeout=10_000)


def test_a_draft_takes_its_protected_words_along_to_its_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.editor.set_text("The old bell.")
    window.protecting.protect("bell")
    draft = window.documents.current.ref.id
    saved(qtbot, window, lambda: window.documents.save_as(tmp_path / "new.md"))
    qtbot.waitUntil(lambda: kept(window) == ("bell",), timeout=10_000)
    disk = ProtectedWords(window.services.paths.protected)
    qtbot.waitUntil(lambda: disk.of(draft) == (), timeout=10_000)


def test_nothing_to_protect_is_said(qtbot: QtBot, window: MainWindow) -> None:
    window.editor.set_text("  ")
    window.protecting.mark()
    told(qtbot, window, "nothing to protect")


def test_the_dial_turns_from_the_text_and_is_kept(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window.editor, Qt.Key.Key_Minus, Qt.KeyboardModifier.AltModifier)
    told(qtbot, window, "at most 30")
    assert window.services.preferences.now.dial == 0.30
    window.actions_table[Act.DIAL_UP].trigger()
    told(qtbot, window, "freely")


def test_protected_words_on_the_screen_have_dots_under_them(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.editor.set_text("The old bell. The Old\nBell, and a bellow.")
    window.protecting.protect("old bell")
    window.protecting.protect("bell")

    def underlined() -> list[str]:
        marks = window.editor.extraSelections()
        dots = QTextCharFormat.UnderlineStyle.DotLine
        return [m.cursor.selectedText() for m in marks if m.format.underlineStyle() == dots]

    qtbot.waitUntil(lambda: underlined() == ["old bell", "Old\u2029Bell"], timeout=10_000)
    window.protecting.release("old bell")
    qtbot.waitUntil(lambda: underlined() == ["bell", "Bell"], timeout=10_000)
    window.editor.set_caret(4)
    window.editor.insert_at_caret("bell ")
    qtbot.waitUntil(lambda: underlined() == ["bell", "bell", "Bell"], timeout=10_000)


def test_what_comes_into_view_as_the_window_grows_has_dots_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(700, 400)
    window.editor.set_text("\n".join("The old bell." for _ in range(200)))
    window.editor.set_caret(0)
    window.protecting.protect("bell")
    qtbot.waitUntil(lambda: bool(window.editor.extraSelections()), timeout=10_000)
    few = len(window.editor.extraSelections())
    window.resize(700, 900)
    qtbot.waitUntil(lambda: len(window.editor.extraSelections()) > few, timeout=10_000)
