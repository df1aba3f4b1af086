"""What weights learn of a voice: adapters of one author's text, on held-out words.

    python -m tests.benchmarks.adapters --voices DIR --model MODEL.gguf --json OUT.json

Needs PyTorch, transformers and peft, and wants a GPU. `--voices` as for `tests.benchmarks.voice`:
an adapter (LoRA of every linear layer, rank 16) is trained on the first of so many tokens of an
author's first two books; measured is the third, at the places of `tests.benchmarks.experiments`,
whose table says what prompts, biases and steering gain there. The adapter of the most tokens is
also asked about the next author's third book: what it gains there is of the time and the genre,
not of the voice.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

from tests.benchmarks.arms.figures import Tally, against
from tests.benchmarks.arms.model import Model
from tests.benchmarks.arms.places import places
from tests.benchmarks.experiments import ByAuthor, shown
from tests.benchmarks.voices.passages import Author, authors
from writer_app.worker.vocab import Vocab

RANK, ALPHA = 16, 32
WINDOW, BATCH = 512, 8
"""Tokens of a sequence, and sequences of a step."""
RATE, WARM, LARGEST = 5e-4, 5, 1.0
"""Learning rate, falling with half a cosine; steps until it is reached; norm of a gradient."""
PLAIN, FOREIGN = "plain", "next author's"

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.option("--voices", type=_FOLDER, required=True)
@click.option("--model", type=_FILE, required=True, help="A GGUF file that transformers reads.")
@click.option("--tokens", default="15000,60000,120000", show_default=True)
@click.option("--epochs", type=click.IntRange(1), default=2, show_default=True)
@click.option("--passages", type=click.IntRange(1), default=24, show_default=True)
@click.option("--authors", "names", default="", help="Ask about these alone, with commas.")
@click.option("--json", "out", type=click.Path(path_type=Path, dir_okay=False), required=True)
def main(
    voices: Path, model: Path, tokens: str, epochs: int, passages: int, names: str, out: Path
) -> None:
    """Train, measure, print the table; sums by author go to the JSON file after each author."""
    every = authors(voices)
    vocab = Model(model).vocab
    trained = Adapted(model)
    found: ByAuthor = {}
    for author in every:
        if names and author.name not in names.split(","):
            continue
        click.echo(author.name, err=True)
        other = every[(every.index(author) + 1) % len(every)]
        known = vocab.tokenize("\n\n\n".join(author.own_text()))
        with trained.plain():
            sums = {PLAIN: trained.held_out(author, vocab, passages)}
            foreign = trained.held_out(other, vocab, passages)
        for size in map(int, tokens.split(",")):
            trained.learn(known[:size], epochs)
            sums[f"{size:,} tokens of their own"] = trained.held_out(author, vocab, passages)
        sums[FOREIGN] = trained.held_out(other, vocab, passages)
        sums[f"{PLAIN}, {FOREIGN}"] = foreign
        found[author.name] = sums
        data = {a: {arm: asdict(t) for arm, t in of.items()} for a, of in found.items()}
        out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    for arm in next(iter(found.values())):
        if arm.startswith(PLAIN):
            continue
        held = f"{PLAIN}, {FOREIGN}" if arm == FOREIGN else PLAIN
        figures = against(*({a: of[name] for a, of in found.items()} for name in (arm, held)))
        click.echo(f"{arm:34}" + "  ".join(f"{t} {shown(t, f)}" for t, f in figures.items()))


class Adapted:
    """The model with one adapter, which each `learn` begins anew."""

    def __init__(self, path: Path) -> None:
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(0)
        plain = AutoModelForCausalLM.from_pretrained(
            path.parent, gguf_file=path.name, dtype=torch.float32
        )
        config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules="all-linear")
        self._model: Any = get_peft_model(plain.to(self._device), config)
        self._weights = [w for w in self._model.parameters() if w.requires_grad]
        self._fresh = [w.detach().clone() for w in self._weights]

    @contextmanager
    def plain(self) -> Iterator[None]:
        with self._model.disable_adapter():
            yield

    def learn(self, tokens: Sequence[int], epochs: int) -> None:
        with torch.no_grad():
            for weight, fresh in zip(self._weights, self._fresh, strict=True):
                weight.copy_(fresh)
        optimiser = torch.optim.AdamW(self._weights, lr=RATE)
        batches = [batch for epoch in range(epochs) for batch in _batches(tokens, epoch)]
        for step, batch in enumerate(batches):
            warm = min(1.0, (step + 1) / WARM)
            optimiser.param_groups[0]["lr"] = (
                RATE * warm * (1 + math.cos(math.pi * step / len(batches))) / 2
            )
            ids = torch.tensor(batch, device=self._device)
            optimiser.zero_grad()
            self._model(input_ids=ids, labels=ids).loss.backward()
            torch.nn.utils.clip_grad_norm_(self._weights, LARGEST)
            optimiser.step()

    def held_out(self, author: Author, vocab: Vocab, count: int) -> Tally:
        """Sums over the author's places."""
        tallies = []
        for place in places(author, count, ()):
            before, tokens = vocab.tokenize(place.before), vocab.tokenize(place.passage)
            ids = torch.tensor([[*before, *tokens]], device=self._device)
            with torch.no_grad():
                logits = self._model(input_ids=ids).logits[0, len(before) - 1 : -1]
            rows = logits.float().log_softmax(-1).cpu().numpy()
            tallies.append(Tally.of(rows, tokens, len(place.passage)))
        return reduce(add, tallies)


def _batches(tokens: Sequence[int], epoch: int) -> Iterator[list[list[int]]]:
    """Windows in another order, and cut elsewhere, in each epoch."""
    rng = np.random.default_rng(epoch)
    first = int(rng.integers(0, WINDOW)) if len(tokens) > 2 * WINDOW else 0
    starts = rng.permutation(np.arange(first, len(tokens) - WINDOW + 1, WINDOW))
    for at in range(0, len(starts), BATCH):
        yield [list(tokens[s : s + WINDOW]) for s in starts[at : at + BATCH]]


if __name__ == "__main__":
    main()
