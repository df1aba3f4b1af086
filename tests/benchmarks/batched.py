"""llama-batched-bench: how fast the machine can decode several sequences, Python or not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def batched_rates(
    program: Path,
    model: Path,
    n_ctx: int,
    threads: int,
    prompt: int,
    length: int,
    count: int,
    runs: int,
) -> list[float]:
    """Tokens per second of `count` sequences together after a shared prompt, each run's."""
    flags = f"-c {n_ctx} -t {threads} -tb {threads} -fa off -ngl 0 -kvu -pps".split()
    # It may end before its last line is written: one more than is wanted.
    counts = ",".join([str(count)] * (runs + 1))
    sizes = f"-npp {prompt} -ntg {length} -npl {counts} --output-format jsonl".split()
    ran = subprocess.run(
        (str(program), "-m", str(model), *flags, *sizes),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        env={"LD_LIBRARY_PATH": str(program.parent)},
    )
    lines = [line for line in ran.stdout.decode().splitlines() if line.startswith("{")]
    return [float(json.loads(line)["speed_tg"]) for line in lines[:runs]]
