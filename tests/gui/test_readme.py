"""The README names every key, and only commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from writer_app.cli.main import cli
from writer_app.gui.actions import TABLE, Row

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.act.name)
def test_every_action_stands_in_the_readme_with_its_keys(row: Row) -> None:
    keys = " ".join(f"`{key}`" for key in row.keys)
    assert f"{row.text.rstrip('…')} {keys}" in README


def test_every_command_stands_in_the_readme_and_no_other() -> None:
    named = set(re.findall(r"^writer-app ([a-z]+)", README, flags=re.MULTILINE))
    assert named == {name for name, command in cli.commands.items() if not command.hidden}


def test_every_file_it_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    for link in links:
        assert (ROOT / link).exists(), link
