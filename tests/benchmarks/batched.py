"""llama-batched-bench: how fast the machine can decode several sequences, Python or not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def batched_rate(
    program: Path, model: Path, n_ctx: int, threads: int, prompt: int, length: int, count: int
) -> float:
    """Tokens per second of `count` sequences together after a shared prompt."""
    flags = f"-c {n_ctx} -t {threads} -tb {threads} -fa off -ngl 0 -kvu -pps".split()
    sizes = f"-npp {prompt} -ntg {length} -npl {count} --output-format jsonl".split()
    ran = subprocess.run(
        (str(program), "-m", str(model), *flags, *sizes),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        env={"LD_LIBRARY_PATH": str(program.parent)},
    )
    (line,) = (line for line in ran.stdout.decode().splitlines() if line.startswith("{"))
    return float(json.loads(line)["speed_tg"])
