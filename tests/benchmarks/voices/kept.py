"""Results kept in a file as they come, so that a run that was ended goes on from there."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import Field, asdict
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar


class Keyed(Protocol):
    """A dataclass that knows what it is the answer to."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def key(self) -> Hashable: ...


T = TypeVar("T", bound=Keyed)


class Kept(Generic[T]):
    """JSON Lines; without a path they are kept in memory alone."""

    def __init__(self, path: Path | None, read: Callable[[Mapping[str, Any]], T]) -> None:
        self._path = path
        self._found: dict[Hashable, T] = {}
        if path is not None and path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                result = read(json.loads(line))
                self._found[result.key] = result

    def __iter__(self) -> Iterator[T]:
        return iter(self._found.values())

    def __contains__(self, key: Hashable) -> bool:
        return key in self._found

    def add(self, result: T) -> None:
        self._found[result.key] = result
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")
