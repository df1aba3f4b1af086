"""Whether rewrites and continuations are in the writer's voice: the product, asked from outside.

    python -m tests.benchmarks.voices.drafts --voices DIR --model MODEL.gguf --out DRAFTS.json
    python -m tests.benchmarks.voice --voices DIR --machine PROSE.jsonl --slop DIR \\
        --drafts DRAFTS.json --model MODEL.gguf --keep DIR --json OUT.json

`--voices`: a folder for each author with three books or more; the product is given the first
two (by the year at the end of their names), passages are of the third. `--machine`: prose by
language models, JSON Lines with "text". `--slop`: `slop_list.json` and
`slop_list_trigrams.json` of sam-paech/slop-score.

*tighten* and *fix* are given the author's own passage and must keep the voice, *voice* is given
a plain draft and must restore it. Judges know the first two books and nothing of the product's
scores. Figures have 95 % intervals over authors, and decide nothing. What was answered lies in
`--keep`; a run that was ended goes on there, so a changed product needs another folder.
`--seconds 0` asks nothing, and judges what is kept.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from tests.benchmarks.voices import asking
from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.drafts import Drafts
from tests.benchmarks.voices.judging import Court
from tests.benchmarks.voices.kept import Kept
from tests.benchmarks.voices.key_figures import keystroke_figures
from tests.benchmarks.voices.keystrokes import Place
from tests.benchmarks.voices.passages import authors
from tests.benchmarks.voices.product import ARMS
from tests.benchmarks.voices.report import keystroke_table, verdict_table
from writer_app.cli.measuring.machine import facts
from writer_app.cli.output import plain
from writer_app.models.header import read_header

CONTINUE = "continue"
TASKS = (*asking.REWRITES, CONTINUE)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.option("--voices", type=_FOLDER, required=True)
@click.option("--machine", type=_FILE, required=True)
@click.option("--slop", type=_FOLDER, required=True)
@click.option("--drafts", "drafts_file", type=_FILE, required=True)
@click.option("--model", type=_FILE, required=True, help="A GGUF file.")
@click.option("--tasks", default=",".join(TASKS), show_default=True)
@click.option("--arms", default="voice", show_default=True, help=f"Of: {', '.join(ARMS)}.")
@click.option("--authors", "names", default="", help="Ask about these alone.")
@click.option("--passages", type=click.IntRange(1), default=10, show_default=True)
@click.option("--words", type=click.IntRange(1), default=100, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False))
@click.option("--seconds", type=float, default=float("inf"), help="Ask for about so long.")
@click.option("--json", "report", type=click.Path(path_type=Path, dir_okay=False))
def main(
    voices: Path,
    machine: Path,
    slop: Path,
    drafts_file: Path,
    model: Path,
    tasks: str,
    arms: str,
    names: str,
    passages: int,
    words: int,
    keep: Path | None,
    seconds: float,
    report: Path | None,
) -> None:
    """Ask, judge, and print what was reached."""
    until = time.monotonic() + seconds
    every = authors(voices)
    tasks_asked = _chosen(tasks, TASKS, "--tasks")
    arms_asked = _chosen(arms, ARMS, "--arms")
    named = _chosen(names, [a.name for a in every], "--authors") if names else []
    asked = [author for author in every if not named or author.name in named]
    drafts: Drafts = json.loads(drafts_file.read_text(encoding="utf-8"))
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
    answers = Kept(keep and keep / "answers.jsonl", Answer.read)
    places = Kept(keep and keep / "places.jsonl", Place.read)

    for number, author in enumerate(asked):
        _say(author.name)
        over = _after((until - time.monotonic()) / (len(asked) - number))
        rewriting = [task for task in tasks_asked if task != CONTINUE]
        questions = asking.questions(author, drafts, rewriting, passages)
        for arm in arms_asked:
            asking.rewrites(str(model), ARMS[arm], author, questions, answers, over)
        if CONTINUE in tasks_asked:
            asking.keystrokes(str(model), arms_asked, author, words, places, over)

    _say("judging")
    court = Court(every, machine, slop, drafts)
    header = read_header(model)
    verdicts, check = court.verdicts(list(answers)), court.check()
    for arm, by_task in verdicts.items():
        click.echo("\n".join(["", f"arm: {arm}", *verdict_table(by_task, header.n_params)]))
    keys = keystroke_figures(list(places))
    if keys:
        click.echo("\n".join(["", *keystroke_table(keys)]))
    click.echo("\njudges, single passages, AUC")
    for judge, found in check.items():
        click.echo(f"  {judge}: " + ", ".join(f"{what} {v:.2f}" for what, v in found.items()))
    if report is not None:
        data = {
            "model": {"file": model.name, "parameters": header.n_params},
            "machine": facts(),
            "judges": check,
            "rewrites": verdicts,
            "keystrokes": keys,
            "answers": list(answers),
        }
        report.write_text(json.dumps(plain(data), ensure_ascii=False, indent=1) + "\n")


def _after(seconds: float) -> Callable[[], bool]:
    """Whether that time is over: each author gets the same share."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


def _chosen(names: str, known: Iterable[str], option: str) -> list[str]:
    """The names in a list with commas. Raises BadParameter for one that is not known."""
    found = [name.strip() for name in names.split(",")]
    if unknown := set(found) - set(known):
        raise click.BadParameter(f"there is no {', '.join(sorted(unknown))}", param_hint=option)
    return found


def _say(what: str) -> None:
    click.echo(what, err=True)


if __name__ == "__main__":
    main()
