"""The house holds: layers, and what each command may load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_the_import_contracts_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "stranger"),
    [
        ("writer_app.cli.main", "PySide6"),
        ("writer_app.cli.main", "llama_cpp"),
        ("writer_app.text.hunks", "PySide6"),
        ("writer_app.app", "llama_cpp"),
        ("writer_app.worker.loop", "PySide6"),
        ("writer_app.worker.loop", "huggingface_hub"),
    ],
)
def test_importing_a_module_does_not_load_a_stranger(module: str, stranger: str) -> None:
    """Indirect leaks too: this is what a process really has in memory after the import."""
    result = run_python(
        f"import sys, {module}; sys.exit(any(n.split('.')[0] == {stranger!r} for n in sys.modules))"
    )
    assert result.returncode == 0, result.stderr or f"{module} loads {stranger}"


def test_the_root_package_stays_empty() -> None:
    result = run_python(
        "import sys; before = set(sys.modules); import writer_app;"
        "print(*sorted(set(sys.modules) - before))"
    )
    assert result.stdout.split() == ["writer_app"]
