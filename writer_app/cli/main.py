"""The command line: `writer-app [FILE]` opens the editor, the subcommands do without Qt."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from writer_app import __version__
from writer_app.cli.bench import bench
from writer_app.cli.continuing import continue_
from writer_app.cli.display import why_without_display
from writer_app.cli.doctor import doctor
from writer_app.cli.log import log
from writer_app.cli.models import models
from writer_app.cli.rewriting import rewrite
from writer_app.cli.serve import serve
from writer_app.cli.taste import taste
from writer_app.cli.tour import tour
from writer_app.cli.tune import tune
from writer_app.cli.voice import voice
from writer_app.cli.workbench import spawn
from writer_app.errors import ForTheWriter


class FileOrCommand(click.Group):
    """A group whose first word is a subcommand where it names one, else a document to open.

    A document that is called like a subcommand is opened as `./log`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else None
        if first is None or (not first.startswith("-") and first not in self.commands):
            if first is not None and len(args) > 1 and not Path(first).exists():
                raise click.UsageError(f"There is no command “{first}”, and no such file.", ctx)
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[FILE] | COMMAND [ARGS]...")


@click.group(cls=FileOrCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="writer-app")
def cli() -> None:
    """A Markdown editor with a model of your own. With a FILE, or nothing, it opens the editor."""


@cli.command("open", hidden=True)
@click.argument("file", required=False)
def open_editor(file: str | None) -> None:
    """Open the editor."""
    # Qt aborts without a word where it finds no display. Asking it takes a process of its own.
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    unnamed = sys.platform == "linux" and not any(map(os.environ.get, named))
    if unnamed and (why := why_without_display()):
        sys.exit(f"{why} What works without one: `writer-app --help`.")
    # Qt is loaded here and nowhere above, so that the other commands never wait for it.
    from writer_app.app import run as run_app

    sys.exit(run_app(file, spawn=spawn))


for command in (continue_, rewrite, serve, models, log, doctor, bench, tour, tune, voice, taste):
    cli.add_command(command)


def run() -> None:
    """Run the command line; an error meant for the writer is one sentence and exit code 1."""
    try:
        cli(prog_name="writer-app")
    except ForTheWriter as error:
        click.echo(str(error), err=True)
        sys.exit(1)
