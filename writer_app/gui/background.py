"""One thread for what may wait for a disk; results come back on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

T = TypeVar("T")


class Background(QObject):
    """Work runs in the order it was given, one piece at a time."""

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="files")
        self._finished.connect(self._deliver)
        self._closed = False

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """`work` runs in the thread, then `done` or `failed` here, in the event loop."""
        if self._closed:
            return
        future = self._pool.submit(work)
        future.add_done_callback(lambda it: self._finished.emit(it, (done, failed)))

    def _deliver(self, future: Future[Any], callbacks: tuple[Any, Any]) -> None:
        done, failed = callbacks
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, Exception):
            failed(error)

    def close(self) -> None:
        """Finish what was given, deliver it, take no more."""
        self._closed = True
        self._pool.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
