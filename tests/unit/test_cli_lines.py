"""Lines come one by one, however the stream was cut."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from writer_app.cli.lines import Lines


@pytest.fixture
def pipe() -> Iterator[tuple[Lines, BinaryIO]]:
    ours, theirs = os.pipe()
    with os.fdopen(theirs, "wb", buffering=0) as end:
        yield Lines(ours), end
    # The reader has seen the end by now, or will: nothing else closes this side.
    os.close(ours)


def test_lines_of_pieces_and_pieces_of_lines(pipe: tuple[Lines, BinaryIO]) -> None:
    lines, end = pipe
    assert not lines.wait(0)
    end.write(b"one\ntw")
    assert lines.wait(60)
    assert lines.next() == b"one"
    end.write(b"o\n\nthr")
    assert [lines.next(), lines.next()] == [b"two", b""]
    end.write(b"ee")
    end.close()
    assert [lines.next(), lines.next()] == [b"three", None]


def test_a_line_longer_than_any_piece(pipe: tuple[Lines, BinaryIO]) -> None:
    lines, end = pipe
    long = b"x" * 1_000_000
    end.write(long + b"\r\nnext\n" + long)
    end.close()
    assert [lines.next(), lines.next(), lines.next(), lines.next()] == [
        long + b"\r",
        b"next",
        long,
        None,
    ]


def test_a_stream_that_cannot_be_read_has_ended(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        assert Lines(folder).next() is None
    finally:
        os.close(folder)


def test_an_end_at_once(pipe: tuple[Lines, BinaryIO]) -> None:
    lines, end = pipe
    end.close()
    assert lines.next() is None
