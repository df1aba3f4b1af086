"""What an editor would take, by what they took: the shipped weights and the answers they are of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from writer_app.services import line_editor
from writer_app.services.line_editor import LineEditor
from writer_app.services.spans import MIDDLE
from writer_app.services.weighing import Weighed
from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.propose import shortening
from writer_app.voice.edits.view import View

CUTS = Path(__file__).parents[2] / "packaging/cuts/cuts.jsonl"
Nats = tuple[float, float, float, float]


def likely(text: str, kind: Kind, nats: Nats, new: str = "") -> float:
    """Of the words in brackets, as the starter weighed them: loss, gain, surprise, stop."""
    before, rest = text.split("[")
    old, after = rest.split("]")
    edit = Edit(len(before), len(before) + len(old), new, kind)
    weighed = Weighed(edit, *nats, len(old.split()), len(new.split()))
    return line_editor.shipped().likely(View(before + old + after), weighed)


@pytest.mark.parametrize(
    ("text", "new", "kind", "nats"),
    [
        ("Reshid thought[ that] it was very strange.", "", "pointer", (-0.08, 2.83, 2.74, 0.04)),
        ("He felt[ very] proud of being able to speak.", "", "filler", (2.94, 4.53, 7.47, 2.32)),
        ("The coach came[ slowly] rumbling on.", "", "filler", (1.09, 11.87, 12.96, 2.31)),
        ("It fell short [in front of] him.", "before", "wordy", (1.03, 1.95, 2.91, 1.29)),
        ("His lordship begged her to sit[ down] near.", "", "filler", (-1.52, 3.07, 1.54, -5.38)),
    ],
)
def test_what_says_nothing_may_go(text: str, new: str, kind: Kind, nats: Nats) -> None:
    assert likely(text, kind, nats, new) > MIDDLE[0]


@pytest.mark.parametrize(
    ("text", "kind", "nats"),
    [
        ("The clergyman glided[ into the vestry], and fled.", "phrase", (1.98, 14.38, 5.46, -0.69)),
        ("He fell in talk[ with him].", "phrase", (5.63, 2.84, 4.24, 0.37)),
        ("It came from the woman[ sitting by his side].", "aside", (1.18, 8.2, 2.35, 3.55)),
        ("Outside [the door of ]the house they stood.", "head", (11.76, 6.39, 6.05, -10.27)),
        ("It was between a felucca[ and a lugger].", "aside", (2.62, 11.43, 4.68, -1.82)),
        ("A man he was[, with a mark on his temple].", "phrase", (1.42, 30.0, 5.24, -0.97)),
        ("The two stood looking[ on curiously].", "phrase", (6.78, 5.41, 6.09, -3.42)),
    ],
)
def test_a_stump_or_a_loss_is_refused(text: str, kind: Kind, nats: Nats) -> None:
    assert likely(text, kind, nats) < MIDDLE[0]


def test_it_agrees_with_most_answers_that_it_learned_from() -> None:
    editor, asked, agreed = line_editor.shipped(), 0, 0
    for line in CUTS.read_text("utf-8").splitlines():
        passage = json.loads(line)
        view = View(passage["text"])
        for start, end, new, kind, taken, (loss, gain, surprise, stop), _ in passage["cuts"]:
            words = len(view.text[start:end].split()), len(new.split())
            edit = Edit(start, end, new, kind)
            weighed = Weighed(edit, loss, gain, surprise, stop, words[0], words[1])
            asked += 1
            agreed += (editor.likely(view, weighed) > 0.5) == bool(taken)
    assert asked > 1_500
    assert agreed > 0.75 * asked


def test_before_a_model_is_asked_form_alone_tells() -> None:
    text = "He knew that she began to walk in the dark of the garden."
    view, editor = View(text), line_editor.shipped()
    by_words = {text[e.start : e.end]: editor.before(view, e) for e in shortening(view)}
    assert by_words["began to walk"] > by_words[" in the dark of the garden"]


def test_data_comes_back_as_it_was() -> None:
    editor = line_editor.shipped()
    assert LineEditor.from_data(json.loads(json.dumps(editor.data()))) == editor
