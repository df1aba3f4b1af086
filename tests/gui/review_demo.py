"""A passage with three candidates, and the real review of them, for the tests of the panes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

from writer_app.gui import theme
from writer_app.gui.fonts import load_fonts
from writer_app.gui.prose import Prose
from writer_app.gui.theme import Theme
from writer_app.ledger.records import Decision, DocumentRef, ModelUsed, Verdict
from writer_app.prompts.tasks import Task
from writer_app.services.passage import CandidateState, Passage, RewriteState
from writer_app.services.review import Review
from writer_app.text.hunks import diff
from writer_app.voice.guards import Violation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from writer_app.gui.rewrite_pane import RewritePane

SOURCE = (
    "The ferry was late again, as it had been late every morning. Marta did not talk. "
    "She stood at the end of the line and she looked at the water. “Hold on to that,” said a man."
)
FIRST = (
    "The ferry was late again, as it had been every morning. Marta did not talk. "
    "She stood at the end of the line and looked at the water. “Hold on to that,” said a man."
)
SECOND = (
    "The ferry was late, as every morning. Marta did not talk. "
    "She stood at the end of the line, looking at the water. “Hold on to that,” a man said."
)
THIRD = (
    "The ferry was late again, as it had been late every morning. Marta said nothing. "
    "She stood at the end of the line and she looked at the water. “Hold on to that,” said a man."
)
LOST = Violation("name_lost", "A name was lost: Marta.")
DOCUMENT = DocumentRef("d")


def dressed(app: QApplication, name: str = "light") -> Theme:
    """The theme, with the application wearing it."""
    if not app.property("fonts"):
        load_fonts()
        app.setProperty("fonts", True)
    made = theme.load(name)
    theme.apply(app, made)
    return made


def candidate(
    position: int, text: str, *, writing: bool = False, held: tuple[Violation, ...] = ()
) -> CandidateState:
    hunks = () if writing else diff(SOURCE, text)
    finish = None if writing else "stop"
    return CandidateState(position, text, text, finish, held, hunks)  # type: ignore[arg-type]


def state(*candidates: CandidateState, finished: bool = True, round_: int = 0) -> RewriteState:
    asked = Decision(
        id="0" * 32,
        session="s",
        document=DOCUMENT,
        kind="rewrite",
        task="tighten",
        instruction="",
        before="",
        source=SOURCE,
        after="",
        start=0,
        model=ModelUsed("0" * 64, "m.gguf"),
        sampler={},
        seed=0,
        prompt_sha256="",
        asked_at=datetime.now(UTC),
        monotonic=0.0,
    )
    passage = Passage(SOURCE, 0, "", "", DOCUMENT)
    return RewriteState(
        passage, Task.TIGHTEN, "", 3, asked, candidates, round=round_, finished=finished
    )


THREE = (candidate(0, FIRST), candidate(1, SECOND), candidate(2, THIRD))
HELD = (
    candidate(3, SOURCE.replace("Marta", "She"), held=(LOST,)),
    candidate(4, SOURCE.replace("Marta", "Maria"), held=(LOST,)),
)


def point_of(prose: Prose, offset: int) -> QPoint:
    """A point on the character at a code-point offset of what is painted."""
    for y in range(4, prose.height(), 4):
        for x in range(0, prose.width(), 2):
            if prose.offset_at(QPointF(x, y)) == offset:
                return QPoint(x + 1, y)
    raise AssertionError(f"no place for {offset} in {prose.text()!r}")


@dataclass
class Desk:
    """What a window does around the pane: hands each verdict to the review."""

    pane: RewritePane
    review: Review
    decided: list[tuple[int, int, Verdict, str | None, str]] = field(default_factory=list)

    def decide(
        self, candidate: int, hunk: int, verdict: Verdict, final: str | None, reason: str
    ) -> None:
        self.decided.append((candidate, hunk, verdict, final, reason))
        self.review.decide(candidate, hunk, verdict, final, reason)

    def verdicts(self, position: int) -> list[Verdict]:
        return [
            self.review.verdict(position, hunk.index).verdict
            for hunk in self.review.hunks(position)
        ]


def under_review(pane: RewritePane, *candidates: CandidateState) -> Desk:
    """The pane with a finished request and its review."""
    finished = state(*(candidates or THREE))
    pane.show_state(finished)
    desk = Desk(pane, Review.of(finished))
    # Closures, since a signal does not keep the owner of a method alive.
    pane.decided.connect(lambda *said: desk.decide(*said))
    pane.look_requested.connect(lambda position: desk.review.look(position))
    pane.seen.connect(lambda position: desk.review.seen(position))
    pane.show_review(desk.review)
    return desk
