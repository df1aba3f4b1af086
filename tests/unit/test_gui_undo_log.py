"""The log of origins beside Qt's undo stack, and how far back it goes."""

from __future__ import annotations

import pytest

from writer_app.gui import undo_log
from writer_app.gui.undo_log import UndoLog
from writer_app.text.provenance import Change, Origin, Provenance

EMPTY = Provenance()


def typed(at: int, length: int = 1, origin: Origin = Origin.WRITER) -> Change:
    return Change(at, EMPTY, Provenance.of(length, origin))


def test_what_joins_a_command_is_undone_with_it() -> None:
    log = UndoLog()
    log.add(0, 1, [typed(0)])
    log.add(1, 1, [typed(1)])
    log.add(1, 3, [typed(0, 5, Origin.MODEL)])
    assert log.undone(1) == [typed(0, 5, Origin.MODEL).inverse]
    assert log.undone(0) == [typed(0, 2).inverse]
    assert log.redone(1) == [typed(0, 2)]
    assert log.redone(3) == [typed(0, 5, Origin.MODEL)]


def test_after_a_new_edit_nothing_is_done_again() -> None:
    log = UndoLog()
    log.add(0, 1, [typed(0)])
    log.add(1, 2, [typed(5)])
    log.undone(1)
    log.add(1, 2, [typed(9)])
    assert log.undone(1) == [typed(9).inverse]
    assert log.redone(3) is None


def test_what_is_not_remembered_is_not_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_log, "REMEMBERED", 3)
    log = UndoLog()
    for depth in range(6):
        log.add(depth, depth + 1, [typed(depth)])
    assert log.undone(2) is None
    assert log.undone(3) == [typed(at).inverse for at in (5, 4, 3)]
    assert log.undone(1) is None
    assert UndoLog().undone(0) is None
