"""Candidates made of single edits to the passage: what a model can judge though it can't write.

`plan` proposes the edits, one `Scoring` has the model weigh them all, `Search.found` puts the
best together. It is the first proposer to answer, and with a small model the only good one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from writer_app.engine.messages import TextScore
from writer_app.engine.work import Scoring
from writer_app.prompts.tasks import Task
from writer_app.services import line_editor, search
from writer_app.services.judging import limits_for
from writer_app.services.jury import reason, unlike
from writer_app.services.passage import CandidateState
from writer_app.services.restoring import promised, voicing
from writer_app.services.search import Version
from writer_app.services.together import borne_out, neighbours
from writer_app.services.weighing import Weighed, friction, scoring, weigh
from writer_app.text.hunks import diff
from writer_app.text.segments import sentences, word_count
from writer_app.voice.edits import propose
from writer_app.voice.edits.edit import Edit, Kind, edited
from writer_app.voice.edits.joints import LONGEST
from writer_app.voice.edits.slips import CONFUSED
from writer_app.voice.edits.view import View
from writer_app.voice.language import language
from writer_app.voice.lexicon import STOPWORDS
from writer_app.voice.meter import Meter
from writer_app.voice.profile import Profile
from writer_app.voice.rhythm import Rhythm
from writer_app.voice.tokens import folded
from writer_app.voice.traits import lengths
from writer_app.voice.wording import Wording

STRENGTHS = (0.13, 0.07, 0.24)
"""Shares of the words that may change, of the versions: the one to begin with first."""
MIDDLE, FIRM = (0.34, 0.15), (0.28, 0.24)
"""Of a tightened passage: how likely an editor must take each cut, and the share of the words that
may go."""
TAKEN = -4.0
"""Nats of likeness to the writer that a cut may take: what is so much theirs is no filler."""
PLAIN = frozenset[Kind]({"filler", "wordy"})
"""Cuts that are none of the writer's own, however surprising: there is a rule for each."""
CUTS_APART = 10
"""Code points at least between two cuts: each was weighed with the words around it in place."""
WEIGHED = 120
"""Edits that a model of `LIGHT` parameters weighs within a second; a larger one fewer."""
LIGHT = 150_000_000
FEWEST = 24
LEAST_NEARER = 0.5
"""Nats of likeness below which a version sounds no nearer to the writer."""
SPOKEN = 0.5
HABIT = 3
"""Times that a writer has used a word from which it is no slip of theirs."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What a passage of so many words is held against while it is brought nearer to a writer."""

    meter: Meter
    rhythm: Rhythm
    words: int

    def likeness(self, text: str) -> float:
        """To the writer's, in nats: of all words together, so that length alone gains nothing."""
        return self.meter.per_word(text) * self.words

    def sparing(self, passage: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Without those that take what is so much the writer's."""
        least = self.likeness(passage) + TAKEN
        return tuple(e for e in edits if self.likeness(edited(passage, [e])) >= least)

    def no_farther(self, one: str, other: str) -> bool:
        """Whether sentences joined or divided in the other are no farther from the writer's."""
        if not self.rhythm.known or len(sentences(one)) == len(sentences(other)):
            return True
        longest = self.rhythm.quantile(LONGEST)
        if max(lengths([other]), default=0) > max(longest, *lengths([one]), 0):
            return False
        return self.rhythm.away(other) <= self.rhythm.away(one)


@dataclass(frozen=True, slots=True)
class Search:
    """Edits of a passage that wait to be weighed. `dial` as in `Rewrite.start`."""

    passage: str
    before: str
    task: Task
    dial: float | None
    edits: tuple[Edit, ...]
    voice: Voice | None
    """Only where the passage is brought nearer to it."""
    spoken: bool = False
    """So much of the passage is in quotation marks, and stays, that a model would have to write
    round it: small ones never do."""

    def scoring(self) -> Scoring:
        return scoring(self.passage, self.edits, self.before)

    def candidates(self, versions: Sequence[Version], seconds: float) -> tuple[CandidateState, ...]:
        """What was found, to be shown as it stands; `seconds` since it was asked for."""
        return tuple(
            CandidateState(
                position,
                raw=version.text,
                text=version.text,
                finish="stop",
                hunks=diff(self.passage, version.text),
                seconds=seconds,
                reason=reason(self.passage, version.text, self.task),
                proposer="spans",
            )
            for position, version in enumerate(versions)
        )

    def found(self, scores: Sequence[TextScore], most: int) -> list[Version]:
        """At most so many versions that differ, the one to begin with first."""
        weighed = weigh(self.passage, self.edits, scores)
        if not weighed:
            return []
        dial = 1.0 if self.dial is None else self.dial
        if self.task is Task.FIX:
            mended = search.mending(weighed)
            limits = limits_for(self.task, "")
            return search.versions(self.passage, mended, limits, [dial], apart=0)
        if self.task is Task.TIGHTEN:
            found = self._tightened(
                search.shortening(self.passage, self._expected(weighed, scores[0]))
            )
        else:
            assert self.voice is not None
            ranked = voicing(self.passage, weighed, self.voice.likeness)
            shares = dict.fromkeys(min(share, dial) for share in STRENGTHS)
            found = self._voiced(ranked, shares)
        return [found[i] for i in unlike([each.text for each in found], most)]

    def _expected(self, weighed: Sequence[Weighed], source: TextScore) -> list[Weighed]:
        """Without what nobody would have guessed: an image goes with the writer's consent alone."""
        own = friction(self.passage, source)
        return [each for each in weighed if each.surprise < own or each.edit.kind in PLAIN]

    def doubtful(self, versions: Sequence[Version]) -> Scoring | None:
        """The whole versions, where edits of a voice are so near that they may not go together."""
        if self.voice is None or not any(neighbours(self.passage, each) for each in versions):
            return None
        return Scoring((self.passage, *(each.text for each in versions)), self.before, 1)

    def settled(self, versions: Sequence[Version], scores: Sequence[TextScore]) -> list[Version]:
        """The versions with what goes together, by the scores of `doubtful`."""
        found: list[Version] = []
        for version, whole in zip(versions, scores[1:], strict=True):
            if not (whole.tokens and scores[0].tokens):
                continue
            left = borne_out(self.passage, version, scores[0], whole)
            found += self._voiced(left, [1.0]) if left != version.chosen else [version]
        return [found[i] for i in unlike([each.text for each in found], len(found))]

    def _tightened(self, judged: Sequence[tuple[float, Weighed]]) -> list[Version]:
        """A middle one, a light one with the surest half of its cuts, and a firm one that takes
        what saves most for its risk first."""
        dial = 1.0 if self.dial is None else self.dial
        limits = limits_for(self.task, "")
        by_saving = sorted(judged, key=lambda pair: -pair[0] * (pair[1].removed - pair[1].added))

        def versions(
            ranked: Iterable[tuple[float, Weighed]], likely: float, share: float
        ) -> list[Version]:
            fit = [each for chance, each in ranked if chance >= likely]
            shares = [min(share, dial)]
            return search.versions(self.passage, fit, limits, shares, apart=CUTS_APART)

        middle, firm = versions(judged, *MIDDLE), versions(by_saving, *FIRM)
        light = [search.lighter(self.passage, version) for version in middle]
        return [version for version in (*middle, *light, *firm) if version.chosen]

    def _voiced(self, ranked: Sequence[Weighed], shares: Iterable[float]) -> list[Version]:
        assert self.voice is not None
        limits, better = limits_for(self.task, ""), self.voice.no_farther
        found = search.versions(self.passage, ranked, limits, shares, better=better)
        least = self.voice.likeness(self.passage) + LEAST_NEARER
        return [each for each in found if self.voice.likeness(each.text) > least]


def _own(profile: Profile, task: Task) -> frozenset[str]:
    """Words that no edit takes from this writer: what marks them, and slips that are habits."""
    if task is Task.TIGHTEN:
        return frozenset(marked.word for marked in profile.favourites)
    if task is Task.FIX:
        habits = (word for word, count in profile.vocabulary.items() if count >= HABIT)
        return frozenset(habits) - STOPWORDS - CONFUSED.keys()
    return frozenset()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known of a request before a model is asked: its edits, and the meter of the voice
    that the passage is brought nearer to."""

    search: Search | None
    meter: Meter | None


def prepare(
    passage: str,
    task: Task,
    before: str,
    dial: float | None,
    protected: Sequence[str],
    profile: Profile | None,
    n_params: int,
) -> Prepared:
    """`plan`, with the meter that it takes for `Task.VOICE`: some tens of milliseconds."""
    meter = Meter(profile) if task is Task.VOICE and profile is not None else None
    search = plan(
        passage,
        task,
        before=before,
        dial=dial,
        protected=protected,
        profile=profile,
        meter=meter,
        n_params=n_params,
    )
    return Prepared(search, meter)


def plan(
    passage: str,
    task: Task,
    *,
    before: str = "",
    dial: float | None = None,
    protected: Sequence[str] = (),
    profile: Profile | None = None,
    meter: Meter | None = None,
    n_params: int = LIGHT,
) -> Search | None:
    """What to have weighed; None where there is nothing to mend, or the task is not for edits.
    What is to be tightened or restored is looked at in any case: whether a model should write is
    settled by it.

    With a profile, words that mark the writer stay, and the passage can be brought nearer to it.
    `meter`: that profile's, if there is one already.
    """
    if language(Wording(passage)) not in {"English", ""}:
        return None  # the rules and lists are of English
    view = View(passage, protected, before)
    if task is Task.TIGHTEN:
        edits = propose.shortening(view)
    elif task is Task.FIX:
        edits = propose.mending(view)
    elif task is Task.VOICE and profile is not None:
        edits = propose.voicing(view, profile)
    else:
        return None
    if profile is not None:
        own = _own(profile, task)
        edits = tuple(e for e in edits if own.isdisjoint(folded(passage[e.start : e.end])))
    voice = None
    if profile is not None and task is not Task.FIX:
        voice = Voice(
            meter or Meter(profile), Rhythm(profile.sentence_lengths), word_count(passage)
        )
    if voice is not None and task is Task.TIGHTEN:
        edits, voice = voice.sparing(passage, edits), None  # it is kept, not sought
    most = max(FEWEST, min(WEIGHED, round(WEIGHED * LIGHT * 3 / max(1, n_params))))
    edits = _surest(view, edits, task, voice, most)
    if not edits and task is Task.FIX:
        return None
    spoken = task is not Task.FIX and view.fixed_share > SPOKEN
    return Search(passage, before, task, dial, edits, voice, spoken)


def _surest(
    view: View, edits: Sequence[Edit], task: Task, voice: Voice | None, most: int
) -> tuple[Edit, ...]:
    """At most so many, in the order of the text: what promises most of the voice, what an editor
    would sooner take, or slips before doubts."""
    if voice is not None:
        promises = promised(view.text, edits, voice.likeness)
        ranked = sorted(promises, key=lambda edit: -promises[edit])
    elif task is Task.TIGHTEN:
        editor = line_editor.shipped()
        ranked = sorted(edits, key=lambda edit: -editor.before(view, edit))
    else:
        ranked = sorted(edits, key=lambda edit: edit.kind == "doubt")
    return tuple(sorted(ranked[:most], key=lambda edit: (edit.start, edit.end)))
