"""The taste on the command line, as a script sees it: real processes, a real ledger."""

from __future__ import annotations

import json
from pathlib import Path

from tests.end2end.commands import data_of, writer
from tests.taste_demo import decisions
from writer_app.config.paths import Paths
from writer_app.ledger.store import Ledger


def test_without_decisions_it_says_what_will_be_there(home: Path) -> None:
    assert "knows nothing of your taste" in writer("taste", "show").stdout
    data = data_of(writer("taste", "show", "--json"))
    assert (data["decisions"], data["helps"], data["on"]) == (0, False, True)


def test_it_is_shown_overruled_switched_rebuilt_and_forgotten(paths: Paths) -> None:
    with Ledger.open(paths.ledger) as ledger:
        for decision in decisions(60):
            ledger.record(decision)
    shown = writer("taste", "show").stdout
    for part in ("60 decisions", "cut adverbs", "without it", "too long", "continuing, starter"):
        assert part in shown
    assert writer("taste", "off").returncode == 0
    assert "switched off" in writer("taste", "show").stdout
    assert writer("taste", "on").returncode == 0
    said = writer("taste", "overrule", "adverbs", "-1.5")
    assert said.stdout == "You cut adverbs. (set by you)\n", said.stderr
    assert json.loads(paths.taste.read_text("utf-8"))["overruled"] == {"adverbs": -1.5}
    assert writer("taste", "overrule", "adverbs", "learn").returncode == 0
    assert data_of(writer("taste", "show", "--json"))["overruled"] == {}
    assert writer("taste", "overrule", "adverbs", "much").returncode == 2
    assert writer("taste", "overrule", "nonsense", "1").returncode == 2
    assert "60 decisions" in writer("taste", "rebuild").stdout
    assert writer("taste", "forget").returncode == 0
    assert "knows nothing of your taste" in writer("taste", "show").stdout
