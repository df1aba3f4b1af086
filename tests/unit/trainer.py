"""What a trainer gets: exports as the `datasets` library loads them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

# https://huggingface.co/docs/trl/dataset_formats: preference, unpaired preference,
# prompt-completion, and for the reward trainer preference with an implicit prompt.
PAIR = {"prompt": "string", "chosen": "string", "rejected": "string"}
PLAIN = {
    "dpo": PAIR,
    "orpo": PAIR,
    "kto": {"prompt": "string", "completion": "string", "label": "bool"},
    "sft": {"prompt": "string", "completion": "string"},
    "reward": {"chosen": "string", "rejected": "string"},
    "ftpo": {
        "context_with_chat_template": "string",
        "rejected_decoded": "string",
        "multi_chosen_decoded": "List(Value('string'))",
    },
}
TURNS = "List({'role': Value('string'), 'content': Value('string')})"
CHAT = {
    name: {column: TURNS if kind == "string" else kind for column, kind in columns.items()}
    for name, columns in PLAIN.items()
    if name != "ftpo"
}

LOAD = """
import json, sys
from datasets import get_dataset_config_names, load_dataset

folder, cache = sys.argv[1:]
print(json.dumps({
    name: {
        split: {
            "columns": {c: getattr(kind, "dtype", None) or repr(kind)
                        for c, kind in rows.features.items()},
            "rows": list(rows),
        }
        for split, rows in load_dataset(folder, name, cache_dir=cache).items()
    }
    for name in get_dataset_config_names(folder)
}))
"""


def load(folder: Path, cache: Path) -> Any:
    """Config -> split -> columns and rows. No network is to be had."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder), str(cache)],
        env=os.environ | {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
