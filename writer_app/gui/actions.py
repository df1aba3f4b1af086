"""One table of everything a writer can do: its name, its key and the menu it stands in.

The menus, the command palette and the list of keys in the README are all made from `TABLE`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


class Act(Enum):
    """What can be done. Members name a row of `TABLE` each."""

    NEW = auto()
    OPEN = auto()
    SAVE = auto()
    SAVE_AS = auto()
    REVERT = auto()
    RECOVER = auto()
    CLOSE = auto()
    UNDO = auto()
    REDO = auto()
    CUT = auto()
    COPY = auto()
    PASTE = auto()
    SELECT_ALL = auto()
    FIND = auto()
    REPLACE = auto()
    FIND_NEXT = auto()
    FIND_PREVIOUS = auto()
    PREVIEW = auto()
    CONTINUATIONS = auto()
    ORIGINS = auto()
    DARK = auto()
    SYSTEM_THEME = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    ZOOM_RESET = auto()
    FULL_SCREEN = auto()
    SUGGEST = auto()
    CONTINUE = auto()
    REWRITE = auto()
    GHOSTS = auto()
    DO_NOT_LOG = auto()
    EXPORT = auto()
    IMPORT = auto()
    FORGET = auto()
    VOICE = auto()
    LEARN_FILES = auto()
    LEARN_FOLDER = auto()
    PROTECT = auto()
    TASTE = auto()
    DIAL_DOWN = auto()
    DIAL_UP = auto()
    MODELS = auto()
    ADD_MODEL = auto()
    RESTART_MODEL = auto()
    MEASURE_MODEL = auto()
    PALETTE = auto()
    SAMPLE = auto()
    ABOUT = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """`keys` are tried in the portable spelling; the first is shown. `gap`: a line above."""

    act: Act
    menu: str
    text: str
    keys: tuple[str, ...]
    checkable: bool = False
    gap: bool = False


TABLE: tuple[Row, ...] = (
    Row(Act.NEW, "File", "New draft", ("Ctrl+N",)),
    Row(Act.OPEN, "File", "Open…", ("Ctrl+O",)),
    Row(Act.SAVE, "File", "Save", ("Ctrl+S",), gap=True),
    Row(Act.SAVE_AS, "File", "Save as…", ("Ctrl+Shift+S",)),
    Row(Act.REVERT, "File", "Go back to the saved version", ("Ctrl+Shift+R",)),
    Row(Act.RECOVER, "File", "Recover unsaved text…", ("Ctrl+Shift+O",)),
    Row(Act.CLOSE, "File", "Close", ("Ctrl+Q", "Ctrl+W"), gap=True),
    Row(Act.UNDO, "Edit", "Undo", ("Ctrl+Z",)),
    Row(Act.REDO, "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Row(Act.CUT, "Edit", "Cut", ("Ctrl+X",), gap=True),
    Row(Act.COPY, "Edit", "Copy", ("Ctrl+C",)),
    Row(Act.PASTE, "Edit", "Paste", ("Ctrl+V",)),
    Row(Act.SELECT_ALL, "Edit", "Select all", ("Ctrl+A",)),
    Row(Act.FIND, "Edit", "Find…", ("Ctrl+F",), gap=True),
    Row(Act.REPLACE, "Edit", "Replace…", ("Ctrl+H",)),
    Row(Act.FIND_NEXT, "Edit", "Find next", ("F3",)),
    Row(Act.FIND_PREVIOUS, "Edit", "Find previous", ("Shift+F3",)),
    Row(Act.PREVIEW, "View", "Preview", ("Ctrl+Shift+V",), checkable=True),
    Row(Act.CONTINUATIONS, "View", "Continuations", ("F4",), checkable=True),
    Row(Act.ORIGINS, "View", "Show what the model wrote", ("F9",), checkable=True),
    Row(Act.DARK, "View", "Dark theme", ("F8",), checkable=True, gap=True),
    Row(Act.SYSTEM_THEME, "View", "Theme as the system has it", ("Shift+F8",), checkable=True),
    Row(Act.ZOOM_IN, "View", "Larger text", ("Ctrl++", "Ctrl+="), gap=True),
    Row(Act.ZOOM_OUT, "View", "Smaller text", ("Ctrl+-",)),
    Row(Act.ZOOM_RESET, "View", "Usual size", ("Ctrl+0",)),
    Row(Act.FULL_SCREEN, "View", "Full screen", ("F11",), checkable=True, gap=True),
    Row(Act.SUGGEST, "Write", "Suggest now", ("Ctrl+Space",)),
    Row(Act.CONTINUE, "Write", "Continue at length", ("Ctrl+Shift+Return",)),
    Row(Act.REWRITE, "Write", "Rewrite…", ("Ctrl+Return", "Ctrl+Enter")),
    Row(Act.GHOSTS, "Write", "Suggest after a pause", ("Ctrl+Shift+G",), checkable=True, gap=True),
    Row(Act.DO_NOT_LOG, "Write", "Keep no record of this document", ("Ctrl+Shift+L",), True),
    Row(Act.EXPORT, "Write", "Export decisions for training…", ("Ctrl+Shift+E",)),
    Row(Act.IMPORT, "Write", "Import edits made elsewhere…", ("Ctrl+Shift+I",)),
    Row(Act.FORGET, "Write", "Forget what was kept…", ("Ctrl+Shift+Del",)),
    Row(Act.VOICE, "Voice", "Your voice…", ("F6",)),
    Row(Act.LEARN_FILES, "Voice", "Learn my voice from files…", ("Ctrl+F6",)),
    Row(Act.LEARN_FOLDER, "Voice", "Learn my voice from a folder…", ("Shift+F6",)),
    Row(Act.PROTECT, "Voice", "Protect these words", ("Ctrl+Shift+K",), gap=True),
    Row(Act.TASTE, "Voice", "Your taste…", ("F7",), gap=True),
    Row(Act.DIAL_DOWN, "Voice", "Let rewrites change less", ("Alt+-",)),
    Row(Act.DIAL_UP, "Voice", "Let rewrites change more", ("Alt++", "Alt+=")),
    Row(Act.MODELS, "Model", "Models…", ("Ctrl+M",)),
    Row(Act.ADD_MODEL, "Model", "Add a model…", ("Ctrl+Shift+M",)),
    Row(Act.RESTART_MODEL, "Model", "Start the model again", ("Ctrl+Shift+F5",), gap=True),
    Row(Act.MEASURE_MODEL, "Model", "Measure this model on this machine", ("Ctrl+Shift+F6",)),
    Row(Act.PALETTE, "Help", "All commands…", ("Ctrl+Shift+P", "F1")),
    Row(Act.SAMPLE, "Help", "Open the sample draft", ("Ctrl+F1",)),
    Row(Act.ABOUT, "Help", "About Writer", ("Shift+F1",), gap=True),
)

MENUS = ("File", "Edit", "View", "Write", "Voice", "Model", "Help")


class Actions:
    """The `QAction` of every row, added to `owner` so that its keys work without the menus."""

    def __init__(self, owner: QWidget) -> None:
        self._actions: dict[Act, QAction] = {}
        for row in TABLE:
            action = QAction(row.text, owner)
            action.setObjectName(row.act.name.lower())
            action.setShortcuts([QKeySequence.fromString(key) for key in row.keys])
            action.setCheckable(row.checkable)
            action.setMenuRole(QAction.MenuRole.NoRole)
            owner.addAction(action)
            self._actions[row.act] = action

    def __getitem__(self, act: Act) -> QAction:
        return self._actions[act]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus; returned by name, so that a list like the recent files can be added."""
        menus = {name: bar.addMenu(name) for name in MENUS}
        for row in TABLE:
            if row.gap:
                menus[row.menu].addSeparator()
            menus[row.menu].addAction(self._actions[row.act])
        return menus
