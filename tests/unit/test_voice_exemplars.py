"""Own passages like a passage: near ones, never itself."""

from __future__ import annotations

from writer_app.voice.exemplars import nearest, own_passages

HARBOUR = (
    "The harbour lay grey under the rain, and the boats knocked against the quay all night long."
)
KITCHEN = (
    "In the kitchen the stove was cold, and she counted the spoons twice before anyone came down."
)
BOATS = (
    "Three boats came into the harbour before noon, low in the water, with their sails still wet."
)
TEXT = (
    f"# Chapter one\n\n{HARBOUR}\n\nShort.\n\n> {KITCHEN}\n\n{KITCHEN}\n\n"
    f"```\ncode that goes on for many words and is no prose at all, in any sense of it, at all"
    f"\n```\n\n{BOATS}"
)


def test_own_passages_are_prose_of_some_length() -> None:
    assert own_passages([TEXT, TEXT]) == [HARBOUR, KITCHEN, BOATS]


def test_the_nearest_comes_last_and_the_passage_itself_never() -> None:
    passages = own_passages([TEXT])
    found = nearest("The boats in the harbour were wet.", passages, n=2)
    assert len(found) == 2
    assert KITCHEN not in found
    assert HARBOUR not in nearest(HARBOUR, passages)
    # A passage with its first words changed is still the same passage.
    assert HARBOUR not in nearest(HARBOUR.replace("The harbour lay", "Our harbour was"), passages)


def test_without_own_passages_there_are_none() -> None:
    assert nearest("Anything at all.", []) == []
    assert nearest(HARBOUR, [HARBOUR]) == []
