"""The dataset card: what an export folder holds, for `datasets` and for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MARK = "<!-- Written by `writer-app log export`, and written anew by the next one. -->"

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "dpo": {"prompt": "string", "chosen": "string", "rejected": "string"},
    "kto": {"prompt": "string", "completion": "string", "label": "bool"},
    "sft": {"prompt": "string", "completion": "string"},
    "reward": {"chosen": "string", "rejected": "string"},
}
"""TRL's documented columns and their types, by format."""

_ABOUT = {
    "dpo": "`DPOTrainer` (also ORPO and CPO): the same prompt, the preferred text and the other.",
    "kto": "`KTOTrainer` (also BCO): single texts, `label` true when taken, false when refused.",
    "sft": "`SFTTrainer`: what was taken, as it stood in the end.",
    "reward": "`RewardTrainer`: preferences with the prompt at the head of both texts.",
}

_BODY = """
# A writer's decisions

{mark}

Drawn from the decisions of one writer over what a local model suggested to them. This is
personal text: the prompts hold passages of unpublished drafts. Share it as you would share those.

{table}

```python
from datasets import load_dataset

dataset = load_dataset("path/to/this/folder", "{example}", split="train")
```

## How the rows came about

- **Continuations**: `prompt` is the draft up to the caret. A text that was taken is preferred to
  alternatives the writer refused.
- **Rewrites**: `prompt` is the task in plain words, with the passage and its surroundings. Both
  sides of a pair are the whole passage, alike except for the hunks that were refused or reworded.
  Where the writer refused everything, `chosen` is their own passage unchanged.
- **Reworded after acceptance**: the final wording is preferred to the suggestion.
- Suggestions that were ignored, never seen, cut short or held back by the guards are in no row.
- Documents marked do-not-log are left out, with all that was kept of them before.
- Texts follow their prompt directly; a continuation starts with the space it needs, or in the
  middle of a word.

Splits are by document: no document stands in both, and about one in ten is for testing. With few
documents there may be no `test` split. Duplicates are removed; where the writer decided the same
thing both ways, the later decision stands.
"""


def card(rows: Mapping[str, Mapping[str, int]]) -> str:
    """The text of README.md for `rows`: format -> split -> number of rows, none of them 0."""
    return "\n".join(_front_matter(rows)) + _BODY.format(
        mark=MARK, table="\n".join(_table(rows)), example=next(iter(rows), "dpo")
    )


def _front_matter(rows: Mapping[str, Mapping[str, int]]) -> Sequence[str]:
    lines = ["---", "pretty_name: A writer's decisions"]
    tags = ["trl", *rows]
    lines += ["tags:", *(f"- {tag}" for tag in tags)]
    if rows:
        lines.append("configs:")
        for name, splits in rows.items():
            lines += [f"- config_name: {name}", "  data_files:"]
            for split in splits:
                lines += [f"  - split: {split}", f"    path: {name}/{split}.jsonl"]
        # Without the types a column of dates alone would be read as dates.
        lines.append("dataset_info:")
        for name in rows:
            lines += [f"- config_name: {name}", "  features:"]
            for column, kind in COLUMNS[name].items():
                lines += [f"  - name: {column}", f"    dtype: {kind}"]
    return [*lines, "---", ""]


def _table(rows: Mapping[str, Mapping[str, int]]) -> Sequence[str]:
    if not rows:
        return ["No decision has led to a row yet."]
    lines = ["| config | train | test | for |", "|---|---:|---:|---|"]
    lines += [
        f"| `{name}` | {splits.get('train', 0)} | {splits.get('test', 0)} | {_ABOUT[name]} |"
        for name, splits in rows.items()
    ]
    return lines
