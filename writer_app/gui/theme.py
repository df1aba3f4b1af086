"""Colours as values, and the one place that dresses the application in them.

Widgets say what they are by a dynamic property `role` (see `assets/themes/widgets.qss`):
"muted", "title", "card", "panel", "hunk" (with `current`), "added", "removed", "warn", "error",
"primary", "quiet", "menu" (opens one). After changing such a property on a widget that is shown,
call `restyle`.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from writer_app.config.resources import resource
from writer_app.gui.fonts import sans


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each "#rrggbb"; what each is for stands in `light.toml`."""

    name: str
    dark: bool

    paper: str
    panel: str
    raised: str
    rule: str
    hover: str

    ink: str
    muted: str
    ghost: str
    accent: str
    on_accent: str
    selection: str
    found: str

    added: str
    removed: str
    warn: str

    heading: str
    mark: str
    quote: str
    link: str
    code: str

    keyword: str
    string: str
    number: str
    comment: str
    definition: str

    @property
    def accent_strong(self) -> str:
        """The accent under the pointer."""
        colour = QColor(self.accent)
        return (colour.lighter(112) if self.dark else colour.darker(115)).name()


def load(name: str) -> Theme:
    """The theme `assets/themes/<name>.toml`.

    `ValueError` where a colour is missing, unknown or no colour: a fault of the program.
    """
    table = tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))
    colours = {f.name for f in fields(Theme)} - {"name", "dark"}
    if table.keys() != colours | {"dark"}:
        raise ValueError(f"theme {name}: {sorted(table.keys() ^ (colours | {'dark'}))}")
    bad = [key for key in colours if not QColor.isValidColorName(str(table[key]))]
    if bad:
        raise ValueError(f"theme {name}: no colours: {bad}")
    return Theme(name=name, **table)


def choose(setting: str) -> Theme:
    """The theme for a setting: "light", "dark", or "system" for what the desktop has now."""
    if setting in ("light", "dark"):
        return load(setting)
    scheme = QApplication.styleHints().colorScheme()
    return load("dark" if scheme == Qt.ColorScheme.Dark else "light")


def apply(app: QApplication, theme: Theme) -> None:
    """Dress every widget of the application, those to come included."""
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(sans())
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme))
    app.setCursorFlashTime(0)  # nothing blinks


def stylesheet(theme: Theme) -> str:
    """`widgets.qss` with the theme's colours in it; `KeyError` for a name that is none."""
    text = resource("themes/widgets.qss").read_text(encoding="utf-8")
    icons = resource("icons").as_posix()
    return Template(text).substitute(asdict(theme), accent_strong=theme.accent_strong, icons=icons)


def palette(theme: Theme) -> QPalette:
    """For what a style sheet does not reach: carets, placeholders, disabled text."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel,
        role.WindowText: theme.ink,
        role.Base: theme.paper,
        role.AlternateBase: theme.panel,
        role.Text: theme.ink,
        role.Button: theme.panel,
        role.ButtonText: theme.ink,
        role.BrightText: theme.ink,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.ink,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.ink,
        role.Accent: theme.accent,
        role.Link: theme.link,
        role.LinkVisited: theme.link,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.rule,
        role.Dark: theme.rule,
        role.Shadow: theme.rule,
    }
    result = QPalette()
    for which, colour in colours.items():
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.muted))
    return result


def restyle(widget: QWidget) -> None:
    """Let a changed `role` or `current` show."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
