"""Names, numbers and dates: as they are written, or the candidate is held back."""

from __future__ import annotations

import pytest

from writer_app.voice.guards import check
from writer_app.voice.limits import FIX, TIGHTEN, VOICE, custom_limits


def codes(source: str, candidate: str) -> set[str]:
    """What breaks whether it is tightened, mended or put into a voice."""
    found = [{v.code for v in check(source, candidate, limits)} for limits in (TIGHTEN, FIX, VOICE)]
    return set.intersection(*found)


@pytest.mark.parametrize(
    ("code", "source", "candidate"),
    [
        ("name_lost", "She met old Daniel by the door.", "She met the old man by the door."),
        ("name_lost", "Brad sighed and went to the door.", "The man sighed and went to the door."),
        ("name_lost", "They came to the Red Lion at dusk.", "They came to the Lion at dusk."),
        (
            "name_lost",
            "She met Daniel Quilp by the door.",
            "There she met daniel Quilp by the door.",
        ),
        ("name_new", "She met the man by the door.", "She met the man Kester by the door."),
        ("capitals", "She met the man by the door.", "She met the very Man by the door."),
        ("capitals", "The cat met the man by the door.", "The cat met The man by a door."),
        ("number_lost", "He had seven sons and a farm.", "He had sons and a farm."),
        ("number_lost", "He had seven sons and a farm.", "He had 7 sons and a farm."),
        ("number_new", "He had seven sons and a farm.", "He had seven sons and two farms."),
        ("number_lost", "He paid 1,250 pounds for it.", "He then paid 1,205 pounds for it."),
        ("number_lost", "It hung upon one nail in the wall.", "It hung upon a nail in the wall."),
        ("number_lost", "He was the third son of the house.", "He was the son of the house."),
        ("number_lost", "A dozen men stood at the door.", "The men stood at the door."),
        ("number_lost", "He read half the letter to her.", "He read the letter to her."),
        ("date_lost", "He came in March of that year.", "He came in that year."),
        ("date_lost", "He came on Tuesday to see her.", "He came to see her."),
        ("date_lost", "In 1848 he came to see her.", "He came to see her."),
        ("date_lost", "On the 3rd he came to see her.", "He came to see her."),
        ("date_new", "He came back to see her.", "He came back in June to see her."),
        ("date_lost", "He came yesterday to see her.", "He came to see her."),
        ("date_lost", "He came at noon to see her.", "He came to see her."),
    ],
)
def test_a_fact_lost_or_found(code: str, source: str, candidate: str) -> None:
    assert code in codes(source, candidate)


@pytest.mark.parametrize(
    ("source", "candidate"),
    [
        ("Suddenly the brightness gave way to a void.", "The brightness gave way to a void."),
        ("She took Daniel's old coat off the peg.", "She took the old coat of Daniel off the peg."),
        ("No one came, and one of the men slept.", "No one came, and one of them slept."),
        ("Each and every one of them slept there.", "Every one of them slept there."),
        ("At first he slept, and then he rose.", "First he slept, and then he rose."),
        ("You may march on, she thought, at will.", "You may march at will, she thought."),
        ("He said nothing -- Then he laughed aloud.", "He said nothing -- then he laughed."),
    ],
)
def test_what_is_no_fact(source: str, candidate: str) -> None:
    facts = ("name", "number", "date", "capitals")
    assert not [v for v in check(source, candidate, TIGHTEN) if v.code.startswith(facts)]


def test_english_with_many_names_is_not_german() -> None:
    source = (
        "Mr. Pyke threw himself on the sofa with Lord Verisopht and Sir Mulberry Hawk, and Mr. "
        "Pluck, with Mrs. Wititterly, was of the same mind as Sir Mulberry."
    )
    assert "name_lost" in codes(source, source.replace("Mr. Pluck", "he"))


def test_figures_may_be_spelled_when_asked() -> None:
    source, candidate = "He had 7 sons and a farm.", "He had seven sons and a farm."
    assert "number_lost" in codes(source, candidate)
    assert check(source, candidate, custom_limits("spell the numbers out")) == ()


def test_the_sentence_names_what_is_lost() -> None:
    held = check("She met old Daniel by the door.", "She met him by the old door.", TIGHTEN)
    assert "A name is gone: Daniel." in [violation.sentence for violation in held]
