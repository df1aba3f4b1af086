"""Loading and saving real files: what comes back, what is refused, what is kept."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from writer_app.errors import (
    DiskFull,
    DocumentError,
    FileChangedOnDisk,
    NotReadable,
    NotText,
    NotUtf8,
    NotWritable,
    TooLarge,
)
from writer_app.text.files import (
    MAX_BYTES,
    Fingerprint,
    Newline,
    fingerprint,
    load,
    load_to_read,
    save,
)

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and signals")


# What comes back


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [False, True])
def test_line_endings_and_mark_are_kept(tmp_path: Path, newline: Newline, bom: bool) -> None:
    path = tmp_path / "a.md"
    stored = (b"\xef\xbb\xbf" if bom else b"") + f"Één{newline}two{newline}{newline}👍".encode()
    path.write_bytes(stored)
    loaded = load(path)
    assert loaded.text == "Één\ntwo\n\n👍"
    assert (loaded.newline, loaded.mixed_newlines, loaded.bom) == (newline, False, bom)
    save(path, loaded.text, newline=loaded.newline, bom=loaded.bom, expected=loaded.fingerprint)
    assert path.read_bytes() == stored


def test_mixed_line_endings_become_the_commonest(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one\r\ntwo\nthree\r\nfour\rfive")
    loaded = load(path)
    assert loaded.text == "one\ntwo\nthree\nfour\nfive"
    assert (loaded.newline, loaded.mixed_newlines) == ("\r\n", True)
    save(path, loaded.text, newline=loaded.newline, expected=loaded.fingerprint)
    assert path.read_bytes() == b"one\r\ntwo\r\nthree\r\nfour\r\nfive"


# Control characters are what binary files are told by.
WRITING = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\t")
)


@given(WRITING, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_text_comes_back(tmp_path: Path, text: str, newline: Newline, bom: bool) -> None:
    path = tmp_path / "any.md"
    text = text.lstrip("\ufeff")
    saved = save(path, text, newline=newline, bom=bom, expected=None, overwrite=True)
    loaded = load(path)
    assert loaded.text == text
    assert loaded.bom == bom
    assert loaded.fingerprint == saved == fingerprint(path)
    if "\n" in text:
        assert loaded.newline == newline


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    path.write_bytes(b"")
    loaded = load(path)
    assert (loaded.text, loaded.newline, loaded.mixed_newlines) == ("", "\n", False)
    assert loaded.fingerprint.size == 0
    save(path, "", expected=loaded.fingerprint)
    assert path.read_bytes() == b""


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_the_other_unicodes_keep_their_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    stored = "\ufeffÉtude 👍\r\nzwei".encode(encoding)
    path.write_bytes(stored)
    with pytest.raises(NotUtf8) as caught:
        load(path)
    assert caught.value.detected == encoding
    loaded = load(path, encoding=caught.value.detected)
    assert loaded.text == "Étude 👍\nzwei"
    assert loaded.bom
    save(
        path,
        loaded.text,
        newline=loaded.newline,
        bom=loaded.bom,
        encoding=loaded.encoding,
        expected=loaded.fingerprint,
    )
    assert path.read_bytes() == stored


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le café était fermé, et la forêt aussi. “Où est-elle ?” demanda l’élève.", "cp1252"),
        ("Она вошла в комнату и долго смотрела в окно, не говоря ни слова. " * 4, "cp1251"),
        ("彼は静かに部屋に入り、窓の外を見つめていた。雨が降っていた。" * 4, "shift_jis"),
    ],
)
def test_another_encoding_is_offered_and_kept(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(NotUtf8) as caught:
        load(path)
    assert caught.value.detected
    assert "saved the same way" in caught.value.hint
    loaded = load(path, encoding=caught.value.detected)
    assert loaded.text == text
    save(path, text + "!", encoding=loaded.encoding, expected=loaded.fingerprint)
    assert path.read_bytes() == (text + "!").encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_what_is_only_read_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Le café était fermé, et la forêt aussi.".encode(encoding))
    assert load_to_read(path).text == "Le café était fermé, et la forêt aussi."


def test_what_is_no_text_is_not_read_either(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes("\ufeffcut".encode("utf-16-le")[:-1])
    with pytest.raises(NotUtf8, match="no other encoding"):
        load_to_read(path)


def test_a_character_the_encoding_lacks_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("café".encode("cp1252"))
    before = load(path, encoding="cp1252")
    with pytest.raises(NotWritable, match="Windows-1252, which has no “👍”"):
        save(path, "café 👍", encoding=before.encoding, expected=before.fingerprint)
    assert path.read_bytes() == "café".encode("cp1252")


def test_halves_of_characters_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    save(path, "a \ud83d\udc4d b \ud83d c", expected=None)
    assert load(path).text == "a 👍 b \ufffd c"


# What is refused


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"text and then\0zeros",
        bytes(range(256)) * 10,
        b"\x01\x02\x03\x04" * 100 + b"text" * 10,
    ],
)
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    with pytest.raises(NotText, match="not a text file"):
        load(path)


def test_too_large_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(TooLarge, match="50 MB"):
        load(path)
    with path.open("r+b") as file:
        file.write(b"a" * MAX_BYTES)
        file.truncate(MAX_BYTES)
    assert len(load(path).text) == MAX_BYTES


def test_missing_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="no file"):
        load(tmp_path / "none.md")
    with pytest.raises(NotReadable, match="no file"):
        load(tmp_path / "gone" / "none.md")
    with pytest.raises(NotReadable, match="is a folder"):
        load(tmp_path)
    with pytest.raises(NotWritable, match="is a folder"):
        save(tmp_path, "x", expected=None)


@posix
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(NotReadable, match="ordinary"):
        load(path)
    with pytest.raises(NotWritable, match="ordinary"):
        save(path, "x", expected=None, overwrite=True)
    assert stat.S_ISFIFO(path.stat().st_mode)


@posix
def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "loop.md"
    path.symlink_to(path)
    with pytest.raises(NotReadable, match="back to itself"):
        load(path)
    with pytest.raises(DocumentError, match="back to itself"):
        save(path, "x", expected=None)


# Saving


def test_a_new_file_must_be_new(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    first = save(path, "mine", expected=None)
    assert first == Fingerprint.of(b"mine")
    with pytest.raises(FileChangedOnDisk, match="already"):
        save(path, "other", expected=None)
    assert path.read_text() == "mine"
    save(path, "other", expected=None, overwrite=True)
    assert path.read_text() == "other"


def test_a_file_changed_on_disk_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    mine = save(path, "one", expected=None)
    path.write_text("two")  # of the same length: a size alone would not tell
    with pytest.raises(FileChangedOnDisk, match="another program"):
        save(path, "three", expected=mine)
    assert path.read_text() == "two"
    path.unlink()
    with pytest.raises(FileChangedOnDisk, match="deleted or moved"):
        save(path, "three", expected=mine)
    assert not path.exists()
    save(path, "three", expected=mine, overwrite=True)
    assert path.read_text() == "three"


def test_the_same_bytes_from_elsewhere_are_no_change(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    mine = save(path, "one", expected=None)
    path.write_text("two")
    assert save(path, "two", expected=mine) == Fingerprint.of(b"two")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.md"
    first = save(path, "one", expected=None)
    path.chmod(mode)
    save(path, "two", expected=first)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_symbolic_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "a.md"
    first = save(real, "one", expected=None)
    link = tmp_path / "link.md"
    link.symlink_to(Path("real") / "a.md")
    assert load(link).text == "one"
    save(link, "two", expected=first)
    assert link.is_symlink()
    assert real.read_text() == "two"
    dangling = tmp_path / "dangling.md"
    dangling.symlink_to(tmp_path / "real" / "new.md")
    save(dangling, "three", expected=None)
    assert dangling.is_symlink()
    assert (tmp_path / "real" / "new.md").read_text() == "three"


def test_every_error_speaks_to_the_writer(tmp_path: Path) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: load(tmp_path / "none"),
        lambda: save(tmp_path / "none" / "a", "x", expected=None),
        lambda: save(tmp_path, "x", expected=None),
    ]
    for attempt in attempts:
        with pytest.raises(DocumentError) as caught:
            attempt()
        assert caught.value.message.endswith(".")
        assert caught.value.hint.endswith(".")
        assert "Errno" not in str(caught.value)
    assert issubclass(DiskFull, DocumentError)
