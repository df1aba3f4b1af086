"""`writer-app tour`: the whole main job in the real window, with pictures to look at."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from writer_app.cli.display import why_without_display
from writer_app.config.paths import Paths
from writer_app.errors import LedgerError, WriterAppError


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="tour-out",
    show_default=True,
    help="Where the screenshots and the export go; what an earlier tour left there is replaced.",
)
def tour(out: Path) -> None:
    """Show the program at work: type, continue, rewrite, decide, save, export, swap the model.

    Works in a home of its own, so your text, ledger and settings are not touched.
    """
    if why_without_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out = out.absolute()
    _empty(out)
    # Qt is loaded here, once it is clear which platform it draws on.
    from writer_app.app import build_window, listen_to_qt
    from writer_app.gui.tour import Tour

    listen_to_qt()
    with tempfile.TemporaryDirectory(prefix="writer-tour-") as home:
        window = build_window(Paths.below(Path(home)).ensure())
        window.resize(1280, 800)
        window.show()
        try:
            Tour(window, out, click.echo).run()
        except WriterAppError as failure:
            click.echo(str(failure), err=True)
            sys.exit(1)
        finally:
            window.shut_down()
            shutil.rmtree(out / "models", ignore_errors=True)
    click.echo(f"Screenshots and the export are in {out}.")


MARK = ".writer-tour"


def _empty(out: Path) -> None:
    """Make `out` anew, but never a folder with somebody's files."""
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise LedgerError(
            f"{out} holds files that no tour left there.", "Name another folder with --out."
        )
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / MARK).touch()
