"""Whether there is a display to draw on."""

from __future__ import annotations

import os
import subprocess
import sys


def without_display() -> bool:
    """No window can be shown. Only Qt knows for sure, and it aborts where there is none."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal", "vnc")):
        return True
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    return subprocess.run([sys.executable, "-c", probe], capture_output=True).returncode != 0


if __name__ == "__main__":
    sys.exit(without_display())
