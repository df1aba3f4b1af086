"""The composition root of the window: the only place where its parts are made and joined."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QSocketNotifier, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from writer_app.config.paths import Paths
from writer_app.config.resources import resource
from writer_app.config.settings import Settings
from writer_app.errors import ForTheWriter
from writer_app.gui import theme as themes
from writer_app.gui.commands import sample_text
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.fonts import load_fonts
from writer_app.gui.main_window import MainWindow
from writer_app.gui.models_menu import explain
from writer_app.gui.notices import Notice
from writer_app.gui.preferences import Preferences
from writer_app.gui.services import Services
from writer_app.gui.taste.news import TasteNews
from writer_app.gui.trouble import Trouble
from writer_app.gui.worker_life import WORKER
from writer_app.services.apprentice import Apprentice
from writer_app.services.forgetters import forgetters
from writer_app.services.models import ModelShelf
from writer_app.services.own_text import OwnText
from writer_app.services.power import Power
from writer_app.services.recorder import Recorder
from writer_app.services.taste import Taste
from writer_app.services.trial import Spawn
from writer_app.services.voices import Voices
from writer_app.text.journal import Journal
from writer_app.text.locks import DocumentLock
from writer_app.voice.background import shipped

log = logging.getLogger(__name__)


def run(file: str | None, paths: Paths | None = None, spawn: Spawn | None = None) -> int:
    """Open the editor on `file` (or the sample, at the first start) until it is closed.

    `spawn` starts the workers in which models are measured; without it none is.
    """
    paths = paths or Paths.from_environment(os.environ)
    try:
        paths.ensure()
    except ForTheWriter as error:
        print(error, file=sys.stderr)
        return 1
    logging.basicConfig(filename=paths.logs / "writer.log", level=logging.WARNING)
    listen_to_qt()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    window = build_window(paths, spawn=spawn)
    _tell_of_faults(window)
    notifier = _leave_on_signals(window)
    window.show()
    # The first word would wait a tenth of a second for it.
    threading.Thread(target=shipped, name="background", daemon=True).start()
    window.begin(Path(file).absolute() if file else None, sample_text())
    code = app.exec()
    notifier.setEnabled(False)
    window.shut_down()
    return code


def listen_to_qt() -> None:
    """What Qt complains of goes to the log, not to the terminal."""

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        # The offscreen platform has no window manager to tell of sizes, and says so each time.
        if "propagateSizeHints" not in message and kind != QtMsgType.QtDebugMsg:
            log.warning("Qt: %s", message)

    qInstallMessageHandler(hear)


def build_window(
    paths: Paths,
    *,
    model: Path | None = None,
    worker: Sequence[str] = WORKER,
    spawn: Spawn | None = None,
) -> MainWindow:
    """A window on an empty draft with everything behind it, not yet shown.

    With `model`, that one is loaded at once; else `MainWindow.begin` loads the one in the
    settings. `worker` is the command that starts the model's process; `spawn` as in `run`.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    settings, problem = Settings.load(paths.settings)
    app.setApplicationName("Writer")
    app.setDesktopFileName("writer-app")
    app.setWindowIcon(QIcon(str(resource("icons/writer-app.svg"))))
    load_fonts()
    themes.apply(app, themes.choose(settings.theme))
    trouble = Trouble()
    if problem is not None:
        trouble.say(problem)
    voices = Voices(paths.voices, OwnText(paths.ledger, paths.provenance))
    taste = Taste(paths.taste, paths.ledger, taught=paths.taught)
    taste_news = TasteNews()
    apprentice = Apprentice(taste, on_change=taste_news.tell)
    services = Services(
        paths=paths,
        preferences=Preferences(settings, paths.settings),
        shelf=ModelShelf(paths, settings),
        recorder=Recorder(
            paths.ledger,
            on_problem=trouble.say,
            on_recorded=apprentice.learn,
            on_changed=apprentice.look_again,
        ),
        taste=taste,
        taste_news=taste_news,
        apprentice=apprentice,
        host=EngineHost(explain, worker),
        journal=Journal(paths.journal),
        locks=DocumentLock(paths.locks),
        trouble=trouble,
        power=Power(),
        voices=voices,
        forgetters=forgetters(paths, voices, taste),
        spawn=spawn,
    )
    window = MainWindow(services)
    apprentice.start()
    if model is not None:
        window.models.use(services.shelf.find(str(model)))
    return window


def _tell_of_faults(window: MainWindow) -> None:
    """A fault of the program is logged, the text is put aside, and the writer is told."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("a fault", exc_info=(kind, error, trace))
        if issubclass(kind, KeyboardInterrupt):
            return
        window.recovery.write_now()
        window.tell(
            Notice(
                "Something in the program went wrong. Your text is untouched.",
                f"What is known about it stands in {window.services.paths.logs}.",
                topic="fault",
            )
        )

    sys.excepthook = hook


def _leave_on_signals(window: MainWindow) -> QSocketNotifier:
    """Ctrl+C in the terminal and a system going down: the text is journalled, then we go.

    Python runs its handlers only when Qt lets it; the byte on the socket sees to that.
    """
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, window)
    notifier.setProperty("sockets", (ours, theirs))  # they live as long as it

    def leave() -> None:
        ours.recv(64)
        window.recovery.write_now()
        window.shut_down()
        QApplication.exit(0)

    notifier.activated.connect(leave)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: None)
    return notifier
