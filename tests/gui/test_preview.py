"""The preview shows, and nothing in it reaches out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.sheet import DARK, LIGHT, colours, load_fonts_once, picture
from writer_app.gui.preview import MAX_CHARS, Preview


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    load_fonts_once()
    preview = Preview(LIGHT)
    qtbot.addWidget(preview)
    preview.resize(700, 500)
    with qtbot.waitExposed(preview):
        preview.show()
    return preview


def test_markdown_is_set(preview: Preview) -> None:
    preview.show_markdown("# Title\n\nSome *text*.\n\n- one\n- two\n")
    shown = preview.toPlainText()
    assert "Title" in shown
    assert "Some text." in shown
    assert "#" not in shown
    assert "*" not in shown


def test_nothing_is_loaded(preview: Preview, tmp_path: Path) -> None:
    secret = QImage(40, 40, QImage.Format.Format_RGB32)
    secret.fill(QColor("#ff00ff"))
    path = tmp_path / "secret.png"
    assert secret.save(str(path))
    for address in (str(path), path.as_uri(), f"file:{path}"):
        # Past what `to_html` lets through: the browser itself must refuse, too.
        preview.setHtml(f'<p>before <img src="{address}" width="40" height="40"> after</p>')
        assert "#ff00ff" not in colours(picture(preview))
    image = preview.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(str(path)))
    assert isinstance(image, QImage)
    assert image.size().width() == 1


def test_a_document_goes_nowhere(preview: Preview, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text("<p>elsewhere</p>", encoding="utf-8")
    preview.show_markdown("here")
    preview.setSource(QUrl.fromLocalFile(str(other)))
    assert preview.toPlainText().strip() == "here"


def test_a_click_on_a_link_is_told_and_opens_nothing(qtbot: QtBot, preview: Preview) -> None:
    preview.show_markdown("[" + "link " * 30 + "](https://example.org/a)")
    with qtbot.waitSignal(preview.link_chosen) as chosen:
        point = preview.viewport().rect().topLeft()
        point.setX(60)
        point.setY(20)
        QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen.args == ["https://example.org/a"]
    assert "link" in preview.toPlainText()


def test_it_stays_where_it_was(preview: Preview) -> None:
    text = "A paragraph.\n\n" * 200
    preview.show_markdown(text)
    preview.verticalScrollBar().setValue(500)
    preview.show_markdown(text + "One more.\n")
    assert preview.verticalScrollBar().value() == 500


def test_another_theme_shows_the_same_text(preview: Preview) -> None:
    preview.show_markdown("Some `code` in text.")
    preview.set_theme(DARK)
    assert "Some code in text." in preview.toPlainText()


def test_a_very_long_text_is_cut_and_says_so(preview: Preview) -> None:
    preview.show_markdown("A paragraph of text.\n\n" * (MAX_CHARS // 20))
    assert "The preview ends here" in preview.toPlainText()
