"""Printing data: a table for people, JSON for programs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

as_json = click.option("--json", "json_", is_flag=True, help="Print JSON.")


def plain(value: object) -> Any:
    """Anything this program prints, as values JSON knows."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def print_json(value: object) -> None:
    """One JSON document on standard output, in UTF-8 as the writer wrote it."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def print_facts(facts: Mapping[str, object]) -> None:
    """Names and values, the values in one column."""
    width = max((len(name) for name in facts), default=0)
    for name, value in facts.items():
        click.echo(f"{name:<{width}}  {value}")
