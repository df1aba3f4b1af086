"""What is known of a model's speed here, as the commands show it."""

from __future__ import annotations

from typing import Any

from writer_app.services.layout import LayoutReport, Row
from writer_app.services.tuned import SIDE_BY_SIDE, Tuned


def speed_facts(tuned: Tuned) -> dict[str, Any]:
    """Label and value, in the order in which they are shown."""
    setting, speed = tuned.setting, tuned.speed
    together = next((step.seconds for step in speed.steps if step.tokens == SIDE_BY_SIDE), 0.0)
    return {
        "threads": tuned.threads,
        "they wait awake for": f"{setting.spin:,} turns",
        "flash attention": {True: "on", False: "off", None: "on a GPU only"}[setting.flash_attn],
        "reads at once": f"{setting.n_ubatch} tokens" if setting.n_ubatch else "as usual",
        "reads": f"{speed.prompt_rate:,.0f} tokens a second",
        "writes": f"{speed.decode_rate:,.0f} tokens a second",
        f"{SIDE_BY_SIDE} candidates": (
            f"{SIDE_BY_SIDE / together:,.0f} tokens a second together" if together else "unknown"
        ),
        "measured on": tuned.day,
    }


def layout_table(report: LayoutReport) -> list[str]:
    """One line for each layout that was tried."""
    head = f"{'layout':<8} {'size':>7} {'reads':>7} {'writes':>7} {'3 at once':>9}  bits/character"
    return [head, *(_line(row, row is report.source) for row in (report.source, *report.rows))]


def _line(row: Row, source: bool) -> str:
    if row.speed is None:
        return f"{row.layout:<8} could not be made: {row.why}"
    if source:
        bits = "as now"
    elif row.worse is None:
        bits = "not compared"
    else:
        bits = f"{100 * row.worse:+.2f} %"
    together = SIDE_BY_SIDE / row.step
    return (
        f"{row.layout:<8} {row.size / 10**6:>4,.0f} MB {row.speed.prompt_rate:>5,.0f}/s "
        f"{row.speed.decode_rate:>5,.0f}/s {together:>7,.0f}/s  {bits}"
    )
