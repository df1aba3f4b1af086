"""Which ways to have a model write in a voice pay: each on the same held-out words.

    python -m tests.benchmarks.experiments --voices DIR --drafts DRAFTS.json \\
        --model MODEL.gguf --passages 4 --keep KEPT.json

`--voices` as for `tests.benchmarks.voice`: what is known is an author's first two books,
measured is the third, word for word as it stands there. `--drafts`: its plain drafts, by
`tests.benchmarks.voices.drafts`; what has one is never measured, and teaches steering and
contrast how plain text differs.

Arms: function words weighed by log(p_author / p_background); own passages read before;
contrast of two readings, (1 + a) log p - a log q, against the text without own passages or
with plain drafts before it; steering by the mean difference of activations, own minus plain.
Gains are over the plain model, with 95 % intervals over authors. `--keep` holds each author's
sums, so that a run may be made author by author.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from tests.benchmarks.arms import asking
from tests.benchmarks.arms.figures import Tally, against
from tests.benchmarks.arms.known import known, own
from tests.benchmarks.arms.model import Model
from tests.benchmarks.arms.places import places
from tests.benchmarks.voices.passages import Author, authors
from tests.benchmarks.voices.recovery import Figure

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_NAME = 34

ByAuthor = dict[str, dict[str, Tally]]
"""By author, then by arm."""


@click.command()
@click.option("--voices", type=_FOLDER, required=True)
@click.option("--drafts", type=_FILE, required=True)
@click.option("--model", type=_FILE, required=True, help="A GGUF file.")
@click.option("--passages", type=click.IntRange(1), default=4, show_default=True)
@click.option("--authors", "names", default="", help="Ask about these alone, with commas.")
@click.option("--keep", type=click.Path(path_type=Path, dir_okay=False), required=True)
def main(voices: Path, drafts: Path, model: Path, passages: int, names: str, keep: Path) -> None:
    """Measure what is not kept yet, and print the table of everything kept."""
    every = authors(voices)
    said = json.loads(drafts.read_text(encoding="utf-8"))
    plain = {a: {own: d["draft"] for own, d in of.items() if d["draft"]} for a, of in said.items()}
    found = _read(keep)
    wanted = [a for a in every if a.name not in found and (not names or a.name in names.split(","))]
    asked = Model(model) if wanted else None
    for author in wanted:
        click.echo(author.name, err=True)
        other = every[(every.index(author) + 1) % len(every)]
        assert asked is not None
        found[author.name] = measured(asked, author, other, plain.get(author.name, {}), passages)
        keep.write_text(json.dumps(_data(found), indent=1) + "\n", encoding="utf-8")
    click.echo("\n".join(table(found)))


def measured(
    model: Model, author: Author, other: Author, drafts: dict[str, str], count: int
) -> dict[str, Tally]:
    """Sums over the author's places, by arm."""
    mine, foreign = known(model, author, drafts), own(other.own_text())
    sums: dict[str, Tally] = {}
    for place in places(author, count, drafts):
        tokens = model.vocab.tokenize(place.passage)
        for arm, logprobs in asking.asked(model, place, mine, foreign, tokens):
            tally = Tally.of(logprobs, tokens, len(place.passage))
            sums[arm] = sums[arm] + tally if arm in sums else tally
    return sums


def table(found: ByAuthor) -> list[str]:
    """Of the authors that every arm was asked about."""
    arms = dict.fromkeys(arm for sums in found.values() for arm in sums)
    whole = {name: sums for name, sums in found.items() if sums.keys() == arms.keys()}
    rows: list[str] = []
    for arm in arms:
        mine, plain = (
            {name: sums[of] for name, sums in whole.items()} for of in (arm, asking.PLAIN)
        )
        cells = against(mine, plain)
        if not rows:
            rows.append(f"{'':{_NAME}}" + "".join(f"{title:<28}" for title in cells))
        rows.append(f"{arm:{_NAME}}" + "".join(f"{shown(t, f):<28}" for t, f in cells.items()))
    return [f"{len(whole)} authors", *rows]


def _of(found: ByAuthor, arm: str) -> dict[str, Tally]:
    return {name: sums[arm] for name, sums in found.items()}


def shown(title: str, figure: Figure) -> str:
    if title in {"bits saved", "hits gained"}:
        return f"{figure.value:+.1%} [{figure.low:+.1%}, {figure.high:+.1%}]"
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def _data(found: ByAuthor) -> dict[str, dict[str, dict[str, float]]]:
    return {a: {arm: asdict(tally) for arm, tally in of.items()} for a, of in found.items()}


def _read(keep: Path) -> ByAuthor:
    data = json.loads(keep.read_text(encoding="utf-8")) if keep.exists() else {}
    return {a: {arm: Tally(**tally) for arm, tally in of.items()} for a, of in data.items()}


if __name__ == "__main__":
    main()
