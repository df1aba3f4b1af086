"""The dataset card: what an export folder holds, for `datasets` and for a reader."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

from writer_app.ledger.formats import BOOL, MESSAGES, STRING, STRINGS, Format, columns
from writer_app.ledger.splits import SPLITS, TEST, TRAIN
from writer_app.ledger.texts import stamp

if TYPE_CHECKING:
    from writer_app.ledger.planning import Plan, Wanted

MARK = "<!-- Written by `writer-app log export`, and written anew by the next one. -->"

_ABOUT = {
    Format.DPO: "`DPOTrainer` (also CPO): the same prompt, the preferred text and the other.",
    Format.ORPO: "`ORPOTrainer` (`trl.experimental.orpo`): as `dpo`, without pairs whose preferred "
    "text is the passage as it was, since ORPO also learns to write what is preferred.",
    Format.KTO: "`KTOTrainer` (also BCO): single texts, `label` true when taken, false when "
    "refused.",
    Format.SFT: "`SFTTrainer`: what was taken, as it stood in the end.",
    Format.REWARD: "`RewardTrainer`: preferences with the prompt at the head of both texts.",
    Format.FTPO: "final token preference optimisation (auto-antislop and others): at the end of "
    "`context_with_chat_template` any token of `multi_chosen_decoded` is preferred to "
    "`rejected_decoded`.",
}
_TYPES = {
    STRING: "    dtype: string",
    BOOL: "    dtype: bool",
    STRINGS: "    list: string",
    MESSAGES: "    list:\n    - name: role\n      dtype: string\n    - name: content\n"
    "      dtype: string",
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
{formats}
## How the rows came about

- **Continuations**: `prompt` is the draft up to the caret. A text that was taken is preferred to
  alternatives the writer refused.
- **Rewrites**: `prompt` is the task in plain words, with the passage and its surroundings. Both
  sides of a pair are the whole passage, alike except for the hunks that were refused or reworded.
  Where the writer refused everything, `chosen` is their own passage unchanged.
- **Reworded after acceptance**: the final wording is preferred to the suggestion.
- **The writer's own version** is preferred to what it replaced, and to the rewrites that were
  refused for it. `imported` edits were made elsewhere.
- **Banned phrases** (`ftpo`): what the model drew in the place of the phrase's first token, and
  other likely tokens there. Tokens are given as text: one that a tokeniser cuts in two is for its
  trainer to leave out. For a rewrite the context is the request in plain words.
- A row goes by one signal: that of the text preferred, or that of the other where it is weak
  (`ignored`, `regenerated`: in no row unless asked for) or the passage stayed as it was.
- Suggestions that were never seen, cut short or held back by the guards are in no row.
- Documents marked do-not-log are left out, with all that was kept of them before.
- Texts follow their prompt directly; a continuation starts with the space it needs, or in the
  middle of a word.

Splits are by document and time: no document stands in both, and those that were begun last are
for testing, about a tenth of the rows. With few documents there may be no `test` split. Where the
writer decided the same thing both ways, or nearly the same thing twice (nine tenths of the
shingles around what differs, by MinHash), the later decision stands.
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the card says of one format. Times are ISO 8601 in UTC, splits in their order.

    `used`: the signals asked for; `signals`: rows by signal and split; `models`: SHA-256 of the
    file, with its name.
    """

    suffix: str
    chat: bool
    rows: Mapping[str, int]
    documents: int
    used: Sequence[str]
    signals: Mapping[str, Mapping[str, int]]
    models: Sequence[tuple[str, str]]
    spans: Mapping[str, tuple[str, str]]
    removed: int
    near: int
    later: int
    redacted: Mapping[str, int]

    @classmethod
    def of(cls, what: Wanted, planned: Plan, suffix: str) -> Self:
        return cls(
            suffix,
            what.chat,
            {split: planned.rows(split) for split in SPLITS if planned.rows(split)},
            len(planned.documents),
            sorted(what.signals),
            {signal.value: dict(sorted(n.items())) for signal, n in planned.signals.items()},
            sorted({(model.sha256, model.file_name) for model in planned.models}),
            {
                split: (stamp(first) or "", stamp(last) or "")
                for split, (first, last) in sorted(planned.spans.items(), reverse=True)
            },
            planned.removed,
            planned.near,
            planned.later,
            {} if what.redaction is None else dict(sorted(what.redaction.replaced.items())),
        )

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        return cls(**json.loads(text))


def card(present: Mapping[Format, Facts]) -> str:
    """The text of README.md for what lies in the folder, none of it without rows."""
    return "\n".join(_front_matter(present)) + _BODY.format(
        mark=MARK,
        table="\n".join(_table(present)),
        example=next(iter(present), Format.DPO).value,
        formats="".join(_section(kind, facts) for kind, facts in present.items()),
    )


def _front_matter(present: Mapping[Format, Facts]) -> Sequence[str]:
    lines = ["---", "pretty_name: A writer's decisions"]
    lines += ["tags:", "- trl", *(f"- {kind.value}" for kind in present)]
    if present:
        lines.append("configs:")
        for kind, facts in present.items():
            lines += [f"- config_name: {kind.value}", "  data_files:"]
            for split in facts.rows:
                lines += [f"  - split: {split}", f"    path: {kind.value}/{split}{facts.suffix}"]
        # Without the types a column of dates alone would be read as dates.
        lines.append("dataset_info:")
        for kind, facts in present.items():
            lines += [f"- config_name: {kind.value}", "  features:"]
            for column, holds in columns(kind, chat=facts.chat).items():
                lines += [f"  - name: {column}", _TYPES[holds]]
    return [*lines, "---", ""]


def _table(present: Mapping[Format, Facts]) -> Sequence[str]:
    if not present:
        return ["No decision has led to a row yet."]
    lines = ["| config | train | test | for |", "|---|---:|---:|---|"]
    lines += [
        f"| `{kind.value}` | {facts.rows.get(TRAIN, 0)} | {facts.rows.get(TEST, 0)} "
        f"| {_ABOUT[kind]} |"
        for kind, facts in present.items()
    ]
    return lines


def _section(kind: Format, facts: Facts) -> str:
    shape = "turns with roles" if facts.chat else "plain text"
    lines = [
        f"\n## `{kind.value}`\n",
        f"{shape.capitalize()}, from {facts.documents} documents. {facts.removed} rows that were "
        f"said twice or overruled later and {facts.near} near-duplicates were left out.",
        f"Signals asked for: {', '.join(f'`{name}`' for name in facts.used)}.\n",
        "| signal | train | test |\n|---|---:|---:|",
    ]
    lines += [
        f"| {name} | {rows.get(TRAIN, 0)} | {rows.get(TEST, 0)} |"
        for name, rows in facts.signals.items()
    ]
    lines.append("")
    lines += [f"- {split}: {first} to {last}" for split, (first, last) in facts.spans.items()]
    if facts.later:
        lines.append(
            f"- {facts.later} rows to train on are later than the first to test on: their "
            "documents were begun before."
        )
    lines += [
        f"- model `{name}`, SHA-256 `{sha256}`" if sha256 else f"- model `{name}`"
        for sha256, name in facts.models
        if sha256 or name
    ]
    if facts.redacted:
        replaced = ", ".join(f"{count} {kind}" for kind, count in facts.redacted.items())
        lines.append(f"- replaced by placeholders: {replaced}")
    return "\n".join(lines) + "\n"
