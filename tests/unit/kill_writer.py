"""A process that has others write to a ledger and kills each of them: see test_ledger_kills.

    python -m tests.unit.kill_writer FOLDER TIMES [forget]

It imports everything once and forks, so that a kill costs milliseconds. Each child writes decisions
through the recorder and says, on a pipe, which one it begins and which one is on the disk; with
`forget` each forgets a passage instead, in a ledger of its own. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.unit.ledger_samples import SOURCE, candidate, hunk, rewrite
from writer_app.ledger.forgetting import Passage
from writer_app.ledger.records import Decision, Outcome, Verdict
from writer_app.ledger.store import Ledger
from writer_app.services.recorder import Recorder

SECRET = "Marlow sold the house to his brother, and told nobody."
SPIN = 60_000
"""Turns of an empty loop at most before a kill: many different moments of writing are hit."""


def made(child: int, number: int) -> Decision:
    """The same whenever it is asked for, so that what is kept can be compared with it."""
    rng = random.Random(child * 1000 + number)
    texts = [f"{child} {number} {place} {rng.random()} " * 30 for place in range(rng.randint(1, 4))]
    verdicts = (
        hunk("very dark", f"dark {child} {number}", Verdict.ACCEPTED, 0),
        hunk("walked quickly", "hurried", Verdict.REJECTED, 1),
    )
    return rewrite(
        *(
            candidate(text, Outcome.PARTLY, place, verdicts=verdicts)
            for place, text in enumerate(texts)
        ),
        id=f"{child:016x}{number:016x}",
        session=f"session-{child}",
        before=f"The chapter that all share.\n\nAnd {child} {number}, of its own.\n\n" * 20,
        final=f"{SOURCE} {number}",
    )


def write_for_ever(path: Path, child: int, pipe: int) -> None:
    recorder = Recorder(path)
    number = 0
    while True:
        decision = made(child, number)
        os.write(pipe, f"begun {decision.id}\n".encode())
        recorder.record(decision)
        if recorder.flush(60):
            os.write(pipe, f"done {decision.id}\n".encode())
        number += 1


def kill(child: Callable[[int], None], lines: int, spin: int) -> list[str]:
    """Fork, wait for so many lines and a little longer, kill; every line that was written."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        child(writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as pipe:
        said = [pipe.readline() for _ in range(lines)]
        for _ in range(spin):
            pass
        os.kill(pid, signal.SIGKILL)
        said += pipe
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), status
    return [line.strip() for line in said]


def forget_and_wait(path: Path, pipe: int) -> None:
    with Ledger.open(path) as ledger:
        os.write(pipe, b"begun\n")
        ledger.forget(Passage(SECRET))
        os.write(pipe, b"done\n")
        signal.pause()


def forgotten(folder: Path, times: int) -> dict[str, object]:
    rng = random.Random(6)
    wrong: list[str] = []
    cut_short = 0
    for child in range(times):
        path = folder / str(child) / "ledger.db"
        stay = [replace(made(child, n), before="", after="") for n in range(20)]
        with Ledger.open(path) as ledger:
            ledger.record_all([*stay, *(replace(made(child, n), final=SECRET) for n in (50, 51))])
        said = kill(
            lambda pipe, path=path: forget_and_wait(path, pipe),  # type: ignore[misc]
            1,
            rng.randrange(SPIN),
        )
        cut_short += said[-1] == "begun"
        with Ledger.open(path) as ledger:
            wrong += ledger.check()
            if len(ledger.decisions(99)) not in (20, 22):
                wrong.append(f"{child} is half forgotten")
            ledger.forget(Passage(SECRET))
            wrong += ledger.check()
            if sorted(ledger.decisions(99), key=lambda one: one.id) != stay:
                wrong.append(f"{child} lost something else")
        if any(SECRET.encode() in file.read_bytes() for file in path.parent.iterdir()):
            wrong.append(f"{child} is not forgotten")
    return {"killed": times, "cut_short": cut_short, "wrong": wrong}


def written(folder: Path, times: int) -> dict[str, object]:
    path = folder / "ledger.db"
    rng = random.Random(5)
    wrong: list[str] = []
    acknowledged = while_writing = kept = 0
    for child in range(times):
        said = kill(
            lambda pipe, child=child: write_for_ever(path, child, pipe),  # type: ignore[misc]
            rng.randint(1, 4),
            rng.randrange(SPIN),
        )
        while_writing += said[-1].startswith("begun")
        done = [line.split()[1] for line in said if line.startswith("done")]
        with Ledger.open(path) as ledger:
            wrong += ledger.check()
            found = {d.id: d for d in ledger.decisions(50) if d.session == f"session-{child}"}
        acknowledged += len(done)
        kept += len(found)
        wrong += [f"{name} is lost" for name in done if name not in found]
        for name, decision in found.items():
            if decision != made(child, int(name[16:], 16)):
                wrong.append(f"{name} is not whole")
    return {
        "killed": times,
        "while_writing": while_writing,
        "acknowledged": acknowledged,
        "kept": kept,
        "wrong": wrong,
    }


if __name__ == "__main__":
    do = forgotten if "forget" in sys.argv[3:] else written
    print(json.dumps(do(Path(sys.argv[1]), int(sys.argv[2]))))
