"""Whether there is a display to draw on.

`python -m writer_app.cli.display` exits with 0 if there is, else with 1 and a word on why.
"""

from __future__ import annotations

import os
import subprocess
import sys

LIBRARIES = (
    "libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
    "libdbus-1-3 libfontconfig1"
)
"""Debian's packages with what Qt needs of the system."""

_PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def why_without_display() -> str:
    """Why no window can be shown; "" if one can. Only Qt knows, and it aborts where it can't."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal", "vnc")):
        return "QT_QPA_PLATFORM asks for a window that nobody sees."
    if subprocess.run([sys.executable, "-c", _PROBE], capture_output=True).returncode == 0:
        return ""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return (
            "There is a display, but Qt cannot draw on it. Most likely a system library is "
            f"missing. Debian, Ubuntu: apt install {LIBRARIES}"
        )
    return "There is no display here, so the window can't be shown."


if __name__ == "__main__":
    why = why_without_display()
    if why:
        sys.exit(why)
