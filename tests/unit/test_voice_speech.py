"""What others say stays letter for letter, and so does who said it."""

from __future__ import annotations

import pytest

from writer_app.voice.guards import check
from writer_app.voice.limits import FIX, TIGHTEN, VOICE, Limits, custom_limits

SAID = (
    "“You shall not go there,” said Kester, as he looked up at the window. He stood for a time "
    "in the yard below, and called it ‘his kingdom’ as he always did."
)


def codes(source: str, candidate: str, limits: Limits) -> set[str]:
    return {violation.code for violation in check(source, candidate, limits)}


@pytest.mark.parametrize("limits", [TIGHTEN, FIX, VOICE])
@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("quotation", "shall not go", "shall not go down"),
        ("quotation", "You shall not go there,", "You shall not go there"),
        ("quotation", "“You shall not go there,”", "You shall not go there,"),
        ("quotation", "‘his kingdom’", "‘kingdom’"),
        ("quotation", "go there,”", "go there,"),
        ("quotation_new", "the yard below", "“the yard” below"),
        ("attribution", "said Kester", "Kester looking"),
        ("attribution", "said Kester", "said Tom"),
    ],
)
def test_speech(limits: Limits, code: str, old: str, new: str) -> None:
    assert old in SAID
    changed = SAID.replace(old, new).replace("for a time", "a time")
    assert code in codes(SAID, changed, limits)


@pytest.mark.parametrize(
    ("source", "candidate"),
    [
        (SAID, SAID.replace("looked up at", "looked at")),
        (SAID.translate(str.maketrans("“”‘’", "\"\"''")), SAID.replace("up at", "at")),
        ('"No," she quickly added.', '"No," she added.'),
        ('"No!" Everybody then murmured it.', '"No!" Everybody murmured it.'),
        ("It's the dogs' own yard, isn't it, they'd say.", "It's the dogs' yard, isn't it?"),
    ],
)
def test_speech_that_stays_is_no_fault(source: str, candidate: str) -> None:
    assert not {"quotation", "quotation_new", "attribution"} & codes(source, candidate, TIGHTEN)


@pytest.mark.parametrize(
    ("said", "mended", "allowed"),
    [
        ("I hate the waether here", "I hate the weather here", True),
        ("I hate the wether here", "I hate the weather here", True),
        ("I hate the weather here", "I hate, the weather here", False),
        ("I'm goin to the fair", "I'm going to the fair", False),
        ("I ain't going to the fair", "I'm not going to the fair", False),
        ("I hate the weather here", "I hate this weather here", False),
        ("He hates the house", "He hates the horse", False),
    ],
)
def test_a_slip_in_speech_is_mended_and_dialect_is_not(
    said: str, mended: str, allowed: bool
) -> None:
    source, candidate = f'"{said}," she said to him.', f'"{mended}," she said to him.'
    assert (codes(source, candidate, FIX) == set()) == allowed
    assert {"quotation", "unchanged"} & codes(source, candidate, TIGHTEN)


def test_speech_is_rewritten_when_asked() -> None:
    source = "“I do not think that we should go out there again,” he said."
    shorter = "“I do not think we should go there again,” he said."
    assert codes(source, shorter, TIGHTEN) == {"quotation"}
    assert codes(source, shorter, custom_limits("tighten what he says")) == set()
