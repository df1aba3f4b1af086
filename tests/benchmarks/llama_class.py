"""llama-cpp-python's `Llama` as most programs use it, in a process of its own, asked in lines.

    python llama_class.py MODEL N_CTX THREADS

One JSON object a line: {"prompt", "max_tokens", "seed"} -> {"piece"} for each, then {"done"}.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import llama_cpp


def main(path: str, n_ctx: str, threads: str) -> None:
    llama = llama_cpp.Llama(
        path, n_ctx=int(n_ctx), n_threads=int(threads), n_threads_batch=int(threads), verbose=False
    )
    say({"ready": True})
    for line in sys.stdin:
        ask = json.loads(line)
        greedy = ask["seed"] is None
        pieces = 0
        for part in llama.create_completion(
            ask["prompt"],
            max_tokens=ask["max_tokens"],
            temperature=0.0 if greedy else 0.8,
            seed=0 if greedy else ask["seed"],
            stream=True,
        ):
            if text := part["choices"][0]["text"]:
                pieces += 1
                say({"piece": text})
        say({"done": pieces, "prompt_tokens": len(llama.tokenize(ask["prompt"].encode()))})


def say(message: dict[str, Any]) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
