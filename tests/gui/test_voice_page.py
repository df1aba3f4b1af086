"""The voice page on a real profile: what it shows, says and reports."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import dressed
from tests.gui.sheet import DARK, colours, picture
from tests.gui.tabbing import reached
from tests.voice_demo import own_text
from writer_app.gui.pages.plot import Plot
from writer_app.gui.voice.page import NOTHING_SAID, VoicePage
from writer_app.gui.voice.shown import Shown, name_for
from writer_app.gui.voice.standing import Standing
from writer_app.services.tic_lists import seeds
from writer_app.services.voices import Corrections
from writer_app.voice.profile import Profile, learn

HERE = Standing("this document", 0.2, 0.1, 0.3)


@cache
def writer() -> Profile:
    return learn([own_text()])


def shown(**more: object) -> Shown:
    marks = (("other writers", -0.1), ("models", -1.2))
    known = {"names": ("default",), "profile": writer(), "landmarks": marks, "here": HERE}
    return Shown("harbour.md", **(known | more))  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> VoicePage:
    page = VoicePage(dressed(qapp))
    qtbot.addWidget(page)
    page.resize(1180, 900)
    page.show()
    return page


def test_nothing_known_says_what_to_do_and_offers_nothing_else(page: VoicePage) -> None:
    page.show_voice(Shown("harbour.md"))
    assert page.empty.isVisible()
    assert "500 words" in page.empty.text()
    assert page.files.isVisible()
    assert page.folder.isVisible()
    assert not page.forget.isVisible()
    assert not page.portrait.isVisible()


def test_every_plot_says_its_figures_to_whoever_cannot_see(page: VoicePage) -> None:
    page.show_voice(shown())
    portrait = page.portrait
    assert f"{writer().words:,} words" in portrait.size_plot.words
    assert "other writers −0.10" in portrait.range.words
    assert "This document scores +0.20" in portrait.range.words
    assert "Half of your sentences" in portrait.lengths.words
    assert "comma: " in portrait.punctuation.words
    assert "whilst" in portrait.favourites.shown
    assert portrait.favourites.shown[0] in portrait.favourites.words
    assert all(plot.words for plot in portrait.findChildren(Plot))


def test_too_short_a_document_is_left_out_of_the_range(page: VoicePage) -> None:
    page.show_voice(shown(here=None))
    assert "This document" not in page.portrait.range.words


def test_a_long_phrase_is_cut_and_widens_nothing(page: VoicePage, qtbot: QtBot) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen " * 3
    page.resize(660, 700)
    page.show_voice(shown(protected=(long.strip(),)))
    (chip,) = page.kept.buttons()
    qtbot.waitUntil(lambda: page.kept.width() > 300)
    assert chip.geometry().right() <= page.kept.width() < 660
    assert chip.accessibleName().startswith(long.strip())


def test_tab_reaches_every_plot(page: VoicePage, qtbot: QtBot) -> None:
    page.show_voice(shown())
    page.activateWindow()
    visible = {plot for plot in page.findChildren(Plot) if plot.isVisible()}
    assert visible
    assert visible <= reached(qtbot, page.files, 60)


def test_a_word_is_forgotten_by_its_key(page: VoicePage, qtbot: QtBot) -> None:
    page.show_voice(shown())
    words = page.portrait.favourites
    second = words.shown[1]
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_Down)
    assert second in words.words
    with qtbot.waitSignal(page.denied) as forgotten:
        QTest.keyClick(words, Qt.Key.Key_Delete)
    assert forgotten.args == [second]


def test_the_page_follows_the_keys_down_a_list(page: VoicePage) -> None:
    page.show_voice(shown())
    page.resize(700, 320)
    words = page.portrait.favourites
    words.setFocus()
    for _ in words.shown:
        QTest.keyClick(words, Qt.Key.Key_Down)
    last = words.mapTo(page, words.rect().bottomLeft()).y()
    assert 0 < last < page.height()


def test_forgetting_the_voice_asks_once_more(page: VoicePage, qtbot: QtBot) -> None:
    page.show_voice(shown())
    with qtbot.assertNotEmitted(page.forget_requested):
        page.forget.click()
    assert "for good" in page.forget.text()
    with qtbot.waitSignal(page.forget_requested):
        page.forget.click()
    page.show_voice(shown())
    assert "for good" not in page.forget.text()


def test_protected_words_are_listed_released_and_added(page: VoicePage, qtbot: QtBot) -> None:
    page.show_voice(shown(protected=("the old bell", "Nan")))
    (bell, _) = page.kept.buttons()
    with qtbot.waitSignal(page.released) as released:
        bell.click()
    assert released.args == ["the old bell"]
    QTest.keyClicks(page.line, "  alright ")
    with qtbot.waitSignal(page.protected) as protected:
        QTest.keyClick(page.line, Qt.Key.Key_Return)
    assert protected.args == ["alright"]
    assert page.isVisible()


def test_a_quirk_that_is_not_the_writers_is_said_by_its_key(page: VoicePage, qtbot: QtBot) -> None:
    quirky = replace(writer(), quirks=("“till” for “until”", "words in capitals"))
    page.show_voice(shown(profile=quirky))
    till, capitals = page.portrait.quirks.buttons()
    assert (till.text(), capitals.text()) == quirky.quirks
    capitals.setFocus()
    with qtbot.waitSignal(page.denied) as denied:
        QTest.keyClick(capitals, Qt.Key.Key_Space)
    assert denied.args == ["words in capitals"]


def test_what_was_corrected_is_told_and_taken_back_and_more_is_claimed(
    page: VoicePage, qtbot: QtBot
) -> None:
    page.show_voice(shown())
    assert page.correcting.note.text() == NOTHING_SAID
    said = Corrections(not_mine=("whilst",), mine=("“betimes”",))
    page.show_voice(shown(corrections=said))
    (mine,), (not_mine,) = page.correcting.yes.buttons(), page.correcting.no.buttons()
    assert mine.accessibleName() == "“betimes” (yours)"
    assert not_mine.accessibleName() == "whilst (not yours)"
    for button, item in ((mine, "“betimes”"), (not_mine, "whilst")):
        with qtbot.waitSignal(page.undone) as undone:
            QTest.keyClick(button, Qt.Key.Key_Space)
        assert undone.args == [item]
    page.correcting.line.setText(' “ere  long" ')  # no key of QTest's has such a mark
    with qtbot.waitSignal(page.claimed) as claimed:
        QTest.keyClick(page.correcting.line, Qt.Key.Key_Return)
    assert claimed.args == ["“ere long”"]
    assert page.isVisible()


def test_the_models_tics_are_shown_allowed_and_added(page: VoicePage, qtbot: QtBot) -> None:
    page.show_voice(Shown("harbour.md"))
    assert not page.tics.isVisible()
    section = page.tics
    section.setVisible(True)
    section.show_list(replace(seeds(), never=("in a nutshell",)))
    assert "Not measured yet" in section.note.text()
    first = section.tics.buttons()[0]
    with qtbot.waitSignal(section.allowed) as allowed:
        QTest.keyClick(first, Qt.Key.Key_Space)
    assert allowed.args == [first.text()]
    section.show_list(seeds().allow(first.text()))
    assert first.text() not in [button.text() for button in section.tics.buttons()]
    assert [button.text() for button in section.no.buttons()] == [first.text()]
    QTest.keyClicks(section.line, "a testament to")
    with qtbot.waitSignal(section.said) as said:
        QTest.keyClick(section.line, Qt.Key.Key_Return)
    assert said.args == ["a testament to"]


def test_another_voice_is_chosen_from_those_there_are(page: VoicePage, qtbot: QtBot) -> None:
    page.show_voice(shown(names=("default", "Letters")))
    titles = [action.text() for action in page.voices.menu().actions() if action.text()]
    assert titles == ["Your usual voice", "“Letters”", "A voice for this document alone"]
    with qtbot.waitSignal(page.chosen) as chosen:
        page.voices.menu().actions()[1].trigger()
    assert chosen.args == ["Letters"]


@pytest.mark.parametrize("width", [360, 640, 1180, 1600])
def test_nothing_is_cut_off_at_the_side(page: VoicePage, width: int) -> None:
    page.show_voice(shown(protected=("the old bell at the end of the quay",)))
    page.resize(width, 700)
    QApplication.processEvents()
    for plot in page.findChildren(Plot):
        if plot.isVisible():
            right = plot.mapTo(page, plot.rect().topRight()).x()
            assert right <= page.width()


def test_it_follows_the_theme_while_it_is_open(page: VoicePage) -> None:
    page.show_voice(shown())
    page.set_theme(DARK)
    QApplication.processEvents()
    assert DARK.accent in colours(picture(page.portrait.size_plot))


@pytest.mark.parametrize(
    ("document", "name"),
    [("harbour.md", "harbour"), ("Draft", "Draft"), ("…!.md", "Draft"), ("x" * 60, "x" * 36)],
)
def test_a_document_gives_its_voice_a_name(document: str, name: str) -> None:
    assert name_for(document) == name


def test_no_document_takes_another_s_voice_by_its_name() -> None:
    assert name_for("notes.md", ("notes", "notes 2")) == "notes 3"
    assert name_for("default.txt") == "default 2"


def test_when_learning_ends_the_focus_goes_back_to_the_head(page: VoicePage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.files.setFocus()
    qtbot.waitUntil(page.files.hasFocus)
    page.show_progress(0.5, "Counting…")
    assert page.cancel.hasFocus()
    page.show_progress(None)
    assert page.files.hasFocus()
