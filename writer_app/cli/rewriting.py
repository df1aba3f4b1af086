"""`writer-app rewrite`: candidates for a passage, with what was held back and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from writer_app.cli.asking import rewrite_text
from writer_app.cli.output import as_json, print_json
from writer_app.cli.voice_folder import Voice, voice_option
from writer_app.cli.voice_tics import tics_of
from writer_app.cli.workbench import loaded_model, model_option, open_workbench, refuse_failure
from writer_app.errors import DocumentError
from writer_app.prompts.tasks import Task
from writer_app.services.passage import CandidateState, RewriteState
from writer_app.text.files import load_to_read
from writer_app.text.segments import word_count

LONGEST = 1500
"""Words: what a model can keep in mind of a passage, and a writer of its changes."""


@click.command()
@click.argument("file", default="-")
@click.option("--lines", metavar="A-B", help="Only these lines, counted from 1.")
@click.option(
    "--task",
    type=click.Choice([task.value for task in Task]),
    default=Task.TIGHTEN.value,
    show_default=True,
)
@click.option("--instruction", default="", help="Your own words, for the task custom.")
@click.option("--n", type=click.IntRange(1, 8), default=3, show_default=True, help="Candidates.")
@click.option("--seed", type=click.IntRange(min=0), help="The same seed gives the same text.")
@click.option(
    "--dial",
    type=click.IntRange(1, 100),
    metavar="PERCENT",
    help="How much of the words may change at most.",
)
@click.option("--protect", multiple=True, metavar="WORDS", help="Words that stay as they are.")
@voice_option
@model_option
@as_json
def rewrite(
    file: str,
    lines: str | None,
    task: str,
    instruction: str,
    n: int,
    seed: int | None,
    dial: int | None,
    protect: tuple[str, ...],
    voice: Path | None,
    model: str | None,
    json_: bool,
) -> None:
    """Rewrite FILE, or standard input, or some lines of it. The file is not changed."""
    if instruction and task != Task.CUSTOM.value:
        task = Task.CUSTOM.value
    if task == Task.CUSTOM.value and not instruction.strip():
        raise click.UsageError("The task custom needs an --instruction.")
    text = standard_input() if file == "-" else load_to_read(Path(file)).text
    before, passage, after = cut_lines(text, lines)
    if not passage.strip():
        raise DocumentError("There is nothing to rewrite there.", "Name other --lines.")
    if word_count(passage) > LONGEST:
        raise DocumentError(
            f"That is a passage of {word_count(passage):,} words, and {LONGEST:,} is the most.",
            "Name some of it with --lines A-B.",
        )
    own = Voice.read(voice) if voice else Voice()
    bench = open_workbench()
    tics = tics_of(bench, model).bans(own.profile) if voice else None
    with loaded_model(bench, model) as loaded:
        state = rewrite_text(
            loaded,
            passage,
            Task(task),
            instruction,
            before=before,
            after=after,
            n=n,
            seed=seed,
            samples=own.nearest(passage),
            profile=own.profile,
            dial=None if dial is None else dial / 100,
            protected=protect,
            bans=tics,
        )
        refuse_failure(state.failed)
    if json_:
        print_json(as_data(state))
    else:
        print_state(state)


def standard_input() -> str:
    """All of it. Raises DocumentError rather than replace what cannot be read."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            "What came on standard input is not UTF-8.", "Convert it, then pass it on again."
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cut_lines(text: str, lines: str | None) -> tuple[str, str, str]:
    """What stands before, in and after the named lines; line ends outside go to the outside."""
    if lines is None:
        body = text.rstrip("\n")
        return "", body, text[len(body) :]
    first, _, last = lines.partition("-")
    try:
        start, end = int(first), int(last or first)
    except ValueError:
        start, end = 0, -1
    kept = text.splitlines(keepends=True)
    if not 1 <= start <= end <= len(kept):
        raise click.BadParameter(
            f"give two lines from 1 to {len(kept)}, as in 3-5", param_hint="--lines"
        )
    before = "".join(kept[: start - 1])
    passage = "".join(kept[start - 1 : end])
    body = passage.rstrip("\n")
    return before, body, passage[len(body) :] + "".join(kept[end:])


def as_data(state: RewriteState) -> dict[str, Any]:
    """What the command prints as JSON."""
    return {
        "original": state.passage.text,
        "task": state.task.value,
        "declined": state.declined,
        "candidates": [candidate_data(candidate) for candidate in state.candidates],
    }


def candidate_data(candidate: CandidateState) -> dict[str, Any]:
    return {
        "text": candidate.text,
        "shown": not candidate.held and candidate.finish != "cancelled",
        "held": [{"code": why.code, "sentence": why.sentence} for why in candidate.held],
        "hunks": [
            {"start": h.start, "end": h.end, "before": h.before, "after": h.after}
            for h in candidate.hunks
        ],
        "finish": candidate.finish,
        "tokens": candidate.tokens,
        "seconds": round(candidate.seconds, 3),
        "reason": candidate.reason,
        "proposer": candidate.proposer,
    }


def print_state(state: RewriteState) -> None:
    click.echo(click.style("original", bold=True))
    click.echo(state.passage.text)
    for number, candidate in enumerate(state.shown, 1):
        changes = "1 change" if len(candidate.hunks) == 1 else f"{len(candidate.hunks)} changes"
        facts = f"{candidate.reason or changes}, {candidate.seconds:.1f} s"
        click.echo(f"\n{click.style(f'candidate {number}', bold=True)}  ({facts})")
        click.echo(candidate.text)
    if state.declined:
        click.echo("\nNothing good enough came back, so nothing is offered.")
    for candidate in state.held_back:
        why = " ".join(violation.sentence for violation in candidate.held)
        click.echo(f"\n{click.style('held back', dim=True)}  {why}")
