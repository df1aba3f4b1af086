"""The engine beside llama-server and the `Llama` class: same file, same prompts, same run.

    python -m tests.benchmarks.engine --llama-server BIN --model MODEL.gguf --json OUT.json

llama-batched-bench is looked for beside llama-server. Leave the machine alone meanwhile: the
starter takes some ten minutes on two cores, a model of 1.5 billion parameters twenty-five.
"""

from __future__ import annotations

import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

import click

from tests.benchmarks import flags
from tests.benchmarks.bars import BATCHED, DRAFT_GREEDY, KEPT_GREEDY, SAME_GREEDY, SERVER, bars
from tests.benchmarks.batched import batched_rates
from tests.benchmarks.greedy import PROMPTS, asks, differences
from tests.benchmarks.llama import LlamaClass
from tests.benchmarks.server import Server
from writer_app.cli.bench import measure_for, model_facts
from writer_app.cli.measuring import scenarios
from writer_app.cli.measuring.machine import facts
from writer_app.cli.measuring.material import Sizes
from writer_app.cli.measuring.ours import Ours
from writer_app.cli.measuring.record import Record
from writer_app.cli.measuring.starting import Start, process_start, starter
from writer_app.cli.output import plain
from writer_app.cli.workbench import loaded_model, open_workbench
from writer_app.engine.messages import Load
from writer_app.models.hashing import sha256_of

DRAFTED = "rewrite_drafts"
BEST_MODES = 3
"""Of llama-server's n-gram modes, tried once each, so many are measured to the end."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a group of scenarios needs; `threads` for the peers, ours chooses for itself."""

    stage: scenarios.Stage
    load: Load
    start: Start
    server: Path
    threads: int

    def serve(self, *flags: str, slots: int = 1, name: str = SERVER) -> Server:
        path = Path(self.load.path)
        server = Server(self.server, path, self.load.n_ctx, self.threads, flags, name, slots)
        self.stage.record.notes.setdefault("llama-server flags", []).append(server.flags)
        return server

    def llama(self) -> LlamaClass:
        return LlamaClass(Path(self.load.path), self.load.n_ctx, self.threads)


def document(bench: Bench) -> None:
    stage = bench.stage
    with (
        bench.start(bench.load) as worker,
        bench.serve(*flags.DOCUMENT, slots=2) as server,
        bench.llama() as llama,
    ):
        ours = Ours(worker)
        scenarios.at_the_document(stage, [ours, server, llama])
        scenarios.reading_ahead(stage, ours)
        scenarios.caret_back(stage, [ours, server, llama])
        scenarios.cancelling(stage, [ours, server])


def four(bench: Bench) -> None:
    stage = bench.stage
    with (
        bench.start(bench.load) as worker,
        bench.serve(*flags.FOUR, slots=scenarios.CANDIDATES) as server,
        bench.llama() as llama,
    ):
        scenarios.four_candidates(stage, [Ours(worker), server, llama])
    stage.say("llama-batched-bench")
    for rate in batched_rates(
        bench.server.with_name("llama-batched-bench"),
        Path(bench.load.path),
        bench.load.n_ctx,
        bench.threads,
        stage.material.sizes.shared,
        scenarios.LENGTH,
        scenarios.CANDIDATES,
        stage.runs,
    ):
        stage.record.add("four_rate", BATCHED, rate)


def rewrite(bench: Bench) -> None:
    stage = bench.stage
    ask = scenarios.rewrite_ask(stage.material, 0)
    rates: dict[tuple[str, ...], float] = {}
    for mode in flags.REWRITE:
        stage.say(f"llama-server's n-gram modes: {' '.join(mode)}")
        with bench.serve(*flags.PLAIN, *mode) as server:
            server.ask(replace(ask, max_tokens=1))
            rates[mode] = server.ask(ask).rate
    stage.record.notes["n-gram modes, tokens/s"] = {" ".join(m): r for m, r in rates.items()}
    with ExitStack() as servers:
        best = [
            servers.enter_context(bench.serve(*flags.PLAIN, *mode, name=" ".join(mode)))
            for mode in sorted(rates, key=lambda mode: -rates[mode])[:BEST_MODES]
        ]
        with bench.start(bench.load) as worker:
            scenarios.light_rewrite(stage, Ours(worker), best)
    runs = {server.name: stage.record.runs.pop((DRAFTED, server.name)) for server in best}
    stage.record.notes["the best n-gram modes, tokens/s"] = runs
    stage.record.runs[DRAFTED, SERVER] = max(runs.values(), key=median)
    stage.record.notes[DRAFT_GREEDY] = _same_with_drafts(bench)


def _same_with_drafts(bench: Bench) -> str:
    """A fresh worker for each text: what else the cache holds decides how sums are rounded.

    Without proposals a rewrite goes by two tokens at once as well, which is rounded otherwise
    than single ones are.
    """
    stage, same = bench.stage, 0
    for number in range(PROMPTS):
        stage.say(f"drafts and none, fresh workers: {number + 1} of {PROMPTS}")
        ask = scenarios.rewrite_ask(stage.material, number)
        texts = set[str]()
        for drafts in (True, False):
            with bench.start(replace(bench.load, drafts=drafts)) as worker:
                texts.add(Ours(worker).ask(ask).texts[0])
        same += len(texts) == 1
    return f"{same} of {PROMPTS}"


def decoding(bench: Bench) -> None:
    with (
        bench.start(bench.load) as worker,
        bench.serve(*flags.PLAIN) as server,
        bench.llama() as llama,
    ):
        scenarios.beside_a_neighbour(bench.stage, [Ours(worker), server, llama])
        scenarios.with_bans(bench.stage, Ours(worker))


def start(bench: Bench) -> None:
    with tempfile.TemporaryDirectory(prefix="writer-bench-") as states:
        process_start(bench.stage, bench.start, bench.load, Path(states))


def greedy(bench: Bench) -> None:
    stage, prompts = bench.stage, asks(bench.stage.material)
    with bench.serve(*flags.PLAIN) as server:
        stage.say("greedy: llama-server")
        theirs = [server.ask(ask).texts[0] for ask in prompts]
        stage.say("greedy: one worker")
        with bench.start(bench.load) as worker:
            kept = [Ours(worker).ask(ask).texts[0] for ask in prompts]
        fresh: list[str] = []
        for ask in prompts:
            stage.say(f"greedy: fresh workers: {len(fresh) + 1} of {PROMPTS}")
            with bench.start(bench.load) as worker:
                fresh.append(Ours(worker).ask(ask).texts[0])
        for note, texts in (
            (SAME_GREEDY, fresh),
            (KEPT_GREEDY, kept),
        ):
            found = differences(server, prompts, texts, theirs)
            stage.record.notes[note] = f"{PROMPTS - len(found)} of {PROMPTS}"
            stage.record.notes[f"{note}: differences"] = found


GROUPS: dict[str, Callable[[Bench], None]] = {
    each.__name__: each for each in (document, four, rewrite, decoding, start, greedy)
}


@click.command()
@click.option(
    "--llama-server", "server", type=click.Path(path_type=Path, exists=True), required=True
)
@click.option("--model", help="A model on the shelf or a GGUF file; else the one in use.")
@click.option("--scenarios", "names", default=",".join(GROUPS), show_default=True)
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True)
@click.option("--json", "report", type=click.Path(path_type=Path, dir_okay=False))
def main(server: Path, model: str | None, names: str, runs: int, report: Path | None) -> None:
    """Measure side by side, and print what was reached."""
    # A `timeout` that ends us must end the peers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    unknown = set(names.split(",")) - set(GROUPS)
    if unknown:
        raise click.BadParameter(f"there is no {', '.join(unknown)}", param_hint="--scenarios")
    began = time.monotonic()
    workbench = open_workbench()
    with loaded_model(workbench, model) as loaded:
        ready = loaded.worker.ready
        assert ready is not None, "a model that loaded without an error is ready"
        material = measure_for(loaded.worker, ready)
        load = loaded.load
        spin = workbench.shelf.tuning.spin_for(load)
    hashed = sha256_of(Path(load.path))
    load = replace(load, n_ctx=ready.n_ctx, states="", model_sha256=hashed)
    stage = scenarios.Stage(material, Record(), runs, _say)
    machine = facts()
    bench = Bench(stage, load, starter(spin), server.absolute(), int(machine["cores"]))
    for name in names.split(","):
        GROUPS[name](bench)
        if report is not None:
            # After each group: what was measured stays if a later one is given up.
            data = {
                "model": model_facts(ready, hashed),
                "load": replace(load, path=Path(load.path).name),
                "spin": spin,
                "machine": machine,
                "sizes": asdict(material.sizes),
                "runs": runs,
                "seconds": round(time.monotonic() - began),
                **_found(stage.record, material.sizes, ready.n_params),
            }
            report.write_text(json.dumps(plain(data), ensure_ascii=False, indent=1) + "\n")
    record, sizes = stage.record, material.sizes
    click.echo(f"{ready.description}, {sizes.document:,} tokens, medians of {runs}\n")
    click.echo("\n".join(record.table(sizes, record.engines())) + "\n")
    for row in bars(record, ready.n_params):
        click.echo(
            "  ".join(f"{cell:<{width}}" for cell, width in zip(row, (46, 14, 10, 3), strict=True))
        )


def _found(record: Record, sizes: Sizes, n_params: int) -> dict[str, object]:
    rows = bars(record, n_params)
    return {
        "bars": [dict(zip(("what", "bar", "figure", "reached"), row, strict=True)) for row in rows],
        "figures": record.as_data(sizes),
        "notes": record.notes,
    }


def _say(what: str) -> None:
    click.echo(what, err=True)


if __name__ == "__main__":
    main()
