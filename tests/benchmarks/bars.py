"""What must be reached, beside what was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from writer_app.cli.measuring.ours import Ours
from writer_app.cli.measuring.record import Record

SERVER = "llama-server"
BATCHED = "llama-batched-bench"
OURS = Ours.name
SAME_GREEDY = "greedy, the same as llama-server"
KEPT_GREEDY = "greedy, prompts kept side by side"
DRAFT_GREEDY = "greedy, the same with drafts and without"


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure over another, at most or at least so much."""

    title: str
    over: tuple[str, str]
    under: tuple[str, str]
    at_most: float | None = None
    at_least: float | None = None

    def reached(self, ratio: float) -> bool:
        return (self.at_most is None or ratio <= self.at_most) and (
            self.at_least is None or ratio >= self.at_least
        )

    def words(self) -> str:
        return f"at most {self.at_most}x" if self.at_most else f"at least {self.at_least}x"


def _ours(key: str) -> tuple[str, str]:
    return key, OURS


BARS = (
    Bar("first token, warm : llama-server", _ours("first_warm"), ("first_warm", SERVER), 1.05),
    Bar(
        "first token after a rewrite : without",
        _ours("first_after_rewrite"),
        _ours("first_warm"),
        1.05,
    ),
    Bar("first token read ahead : one step", _ours("first_read_ahead"), _ours("step"), 1.3),
    Bar("caret back : llama-server", _ours("caret_back"), ("caret_back", SERVER), 1.05),
    Bar("four candidates : llama-server n_cmpl", _ours("four"), ("four", SERVER), 0.95),
    Bar(
        "four candidates, rate : llama-batched-bench",
        _ours("four_rate"),
        ("four_rate", BATCHED),
        None,
        0.95,
    ),
    Bar("rewrite with drafts : plain", _ours("rewrite_drafts"), _ours("rewrite_plain"), None, 1.5),
    Bar(
        "rewrite with drafts : llama-server n-gram",
        _ours("rewrite_drafts"),
        ("rewrite_drafts", SERVER),
        None,
        1.0,
    ),
    Bar("start with a saved state : cold", _ours("start_saved"), _ours("start_cold"), 0.05),
    Bar(
        "decoding beside a busy process : idle",
        _ours("decode_busy"),
        _ours("decode_idle"),
        None,
        0.4,
    ),
    Bar("1,000 phrases forbidden : none", _ours("decode_banned"), _ours("decode_free"), None, 0.97),
    Bar("memory : llama-server", _ours("memory"), ("memory", SERVER), 1.05),
)
CANCEL = {"small": 0.05, "large": 0.15}
"""Seconds until new work starts: below 500 million parameters, and from there on."""


def bars(record: Record, n_params: int) -> Iterator[tuple[str, str, str, str]]:
    """Rows: what, the bar, the figure, whether it was reached."""
    for bar in BARS:
        over, under = record.median(*bar.over), record.median(*bar.under)
        if over is not None and under:
            ratio = over / under
            yield bar.title, bar.words(), f"{ratio:.3f}x", _word(bar.reached(ratio))
    cancel = record.median(*_ours("cancel"))
    if cancel is not None:
        most = CANCEL["small" if n_params < 500_000_000 else "large"]
        title = "a long prompt given up, until new work starts"
        yield title, f"under {most * 1000:.0f} ms", f"{cancel * 1000:.1f} ms", _word(cancel < most)
    for note, title in (
        (SAME_GREEDY, "greedy text, fresh workers : llama-server"),
        (KEPT_GREEDY, "greedy text, prompts side by side : the same"),
        (DRAFT_GREEDY, "greedy text, fresh workers, drafts : none"),
    ):
        if isinstance(said := record.notes.get(note), str):
            same, _, of = said.partition(" of ")
            yield title, "all the same", said, _word(same == of)


def _word(reached: bool) -> str:
    return "yes" if reached else "NO"
