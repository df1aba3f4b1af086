"""The places where the app keeps something of the writer's, and how each of them forgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from writer_app.config.paths import Paths
from writer_app.ledger.export import parts
from writer_app.ledger.forgetting import Before, Document, Forgotten, Passage, What
from writer_app.ledger.records import DocumentRef
from writer_app.ledger.store import Ledger
from writer_app.services.forgetting import Forgetter
from writer_app.services.kept_states import forget_states
from writer_app.services.pair_store import PairStore
from writer_app.services.protected import ProtectedWords
from writer_app.services.taste import Note, Taste
from writer_app.services.tic_lists import TicList, TicLists
from writer_app.services.voices import Voices
from writer_app.text.journal import Entry, Journal
from writer_app.text.traces import Traces


def forgetters(paths: Paths, voices: Voices, taste: Taste) -> tuple[Forgetter, ...]:
    """All that there are, in their order."""
    return (
        OfVoices(voices),
        OfLedger(paths.ledger),
        OfTaste(taste),
        OfExports(paths.exports),
        OfJournal(paths.journal),
        OfProtected(ProtectedWords(paths.protected)),
        OfTics(TicLists(paths.tics)),
        OfStates(paths.states),
    )


@dataclass(frozen=True, slots=True)
class OfLedger:
    """The ledger at `path`, what waits beside it, and what was set aside because it is damaged.

    A damaged one cannot be searched, so it goes whole.
    """

    path: Path

    def look(self, what: What) -> str:
        found = self._each(lambda ledger: ledger.to_forget(what))
        return _listed(
            (found.decisions, "decision will be forgotten", "decisions will be forgotten"),
            (found.shortened, "decision keeps less of the text around it", _KEEP_LESS),
            (len(self._damaged()), "damaged ledger will go whole", "damaged ledgers will go whole"),
        )

    def forget(self, what: What) -> str:
        done = self._each(lambda ledger: ledger.forget(what))
        damaged = self._damaged()
        for file in damaged:
            for part in (file, *(Path(f"{file}{end}") for end in _COMPANIONS)):
                part.unlink(missing_ok=True)
        return _listed(
            (done.decisions, "decision is gone", "decisions are gone"),
            (done.shortened, "decision keeps less of the text around it", _KEEP_LESS),
            (len(damaged), "damaged ledger was removed", "damaged ledgers were removed"),
        )

    def _each(self, do: Callable[[Ledger], Forgotten]) -> Forgotten:
        total = Forgotten()
        waiting = self.path.parent.glob(f"{self.path.stem}.waiting-*{self.path.suffix}")
        for path in (self.path, *sorted(waiting)):
            if path.exists():
                with Ledger.open(path) as ledger:
                    total += do(ledger)
        return total

    def _damaged(self) -> list[Path]:
        files = self.path.parent.glob(f"{self.path.name}.damaged-*")
        return [file for file in files if not file.name.endswith(_COMPANIONS)]


_COMPANIONS = ("-wal", "-shm")
_KEEP_LESS = "decisions keep less of the text around them"


@dataclass(frozen=True, slots=True)
class OfTaste:
    """What was learned of the ledger is learned again; notes that quote the passage go."""

    taste: Taste

    def look(self, what: What) -> str:
        return ""  # that follows from what goes elsewhere

    def forget(self, what: What) -> str:
        known = self.taste.standing().decisions
        self.taste.rebuild()
        gone = [note for note in self.taste.standing().notes if _quotes(note, what)]
        for note in gone:
            self.taste.reword(note, None)
        if not (known or gone):
            return ""
        return "Your taste was learned again from what is left."


def _quotes(note: Note, what: What) -> bool:
    return isinstance(what, Passage) and Traces(what.text).within(note.text)


@dataclass(frozen=True, slots=True)
class OfVoices:
    """Voices that were learned from the document, or from one that holds the passage."""

    voices: Voices

    @property
    def _pairs(self) -> PairStore:
        return PairStore(self.voices, lambda _: False)

    def look(self, what: What) -> str:
        names = [name for name in self.voices.names() if self._left_out(name, what)]
        return f"Learned again without it: {_names(names)}." if names else ""

    def forget(self, what: What) -> str:
        learned: list[str] = []
        gone: list[str] = []
        for name in self.voices.names():
            if without := self._left_out(name, what):
                known = self.voices.learn_without(without, name)
                (learned if known else gone).append(name)
        if isinstance(what, Document):
            self.voices.assign(what.ref.id, None)
        said = []
        if learned:
            said.append(f"Learned again without it: {_names(learned)}.")
        if gone:
            said.append(f"Too little was left to know a voice by, so it is gone: {_names(gone)}.")
        return " ".join(said)

    def _left_out(self, name: str, what: What) -> Callable[[Path, str], str] | None:
        """What takes it out of the voice's texts; None where it is in none of them."""
        match what:
            case Document(ref):
                if any(DocumentRef.of(file) == ref for file in self.voices.sources(name)):
                    return lambda file, text: "" if DocumentRef.of(file) == ref else text
            case Passage(text):
                traces = Traces(text)
                # Drafts stay for a while when their passage has gone out of the text.
                pairs = (f"{pair.draft}\n{pair.own}" for pair in self._pairs.get(name))
                texts = (text for _, text in self.voices.texts(name))
                if any(map(traces.within, chain(pairs, texts))):
                    return lambda _, text: traces.without(text)
            case Before():
                pass  # what a voice was learned from has no dates
        return None


@dataclass(frozen=True, slots=True)
class OfExports:
    """Exports in the app's own folder: they can be made again. Others are the writer's."""

    folder: Path

    def look(self, what: What) -> str:
        return _listed((len(self._made()), "export will be removed", "exports will be removed"))

    def forget(self, what: What) -> str:
        made = self._made()
        for files in made:
            for file in files:
                file.unlink()
            for folder in {file.parent for file in files}:
                with suppress(OSError):
                    folder.rmdir()  # unless something of the writer's lies there
        said = _listed((len(made), "export was removed", "exports were removed"))
        return f"{said} Those that you made elsewhere stay as they are." if made else ""

    def _made(self) -> list[list[Path]]:
        """The files of each. The folder itself may be one, and each folder in it."""
        inside = (folder for folder in self.folder.glob("*/") if not folder.is_symlink())
        return list(filter(None, map(parts, (self.folder, *inside))))


@dataclass(frozen=True, slots=True)
class OfJournal:
    """Unsaved text that ended processes left. That of a window that is open is its own affair."""

    folder: Path

    def look(self, what: What) -> str:
        found = [entry for entry in Journal(self.folder).orphans() if _concerns(entry, what)]
        if isinstance(what, Passage):
            return _listed(
                (len(found), "unsaved text is kept without it", "unsaved texts are kept without it")
            )
        return _listed(
            (len(found), "unsaved text will be removed", "unsaved texts will be removed")
        )

    def forget(self, what: What) -> str:
        # One of its own: an entry that is written anew must not replace that of an open window.
        journal = Journal(self.folder)
        try:
            found = [entry for entry in journal.orphans() if _concerns(entry, what)]
            for entry in found:
                if isinstance(what, Passage):
                    journal.write(
                        replace(entry, text=Traces(what.text).without(entry.text), origins="")
                    )
                journal.discard(entry)
        finally:
            journal.close()
        if isinstance(what, Passage):
            return _listed(
                (
                    len(found),
                    "unsaved text is kept without it",
                    "unsaved texts are kept without it",
                ),
            )
        return _listed((len(found), "unsaved text is gone", "unsaved texts are gone"))


def _concerns(entry: Entry, what: What) -> bool:
    match what:
        case Passage(text):
            return Traces(text).within(entry.text)
        case Document(ref):
            return entry.key == ref.id or (
                entry.path != "" and DocumentRef.of(Path(entry.path)) == ref
            )
        case Before(moment):
            return entry.written_at < moment.timestamp()


@dataclass(frozen=True, slots=True)
class OfProtected:
    """Words that no rewrite may touch: those of the document, those that are of the passage."""

    words: ProtectedWords

    def look(self, what: What) -> str:
        return _listed((len(list(self._found(what))), _PHRASE, _PHRASES))

    def forget(self, what: What) -> str:
        found = list(self._found(what))
        for document, phrase in found:
            self.words.keep(document, [p for p in self.words.of(document) if p != phrase])
        return _listed((len(found), _PHRASE, _PHRASES))

    def _found(self, what: What) -> Iterator[tuple[str, str]]:
        match what:
            case Passage(text):
                traces = Traces(text)
                for document in self.words.documents():
                    for phrase in self.words.of(document):
                        if traces.partly(phrase):
                            yield document, phrase
            case Document(ref):
                for phrase in self.words.of(ref.id):
                    yield ref.id, phrase
            case Before():
                return


_PHRASE, _PHRASES = "phrase is no longer protected", "phrases are no longer protected"


@dataclass(frozen=True, slots=True)
class OfTics:
    """What the writer put into the lists of models' tics; the rest of them is the models' own."""

    lists: TicLists

    def look(self, what: What) -> str:
        return _listed((len(list(self._found(what))), _LIST, _LISTS))

    def forget(self, what: What) -> str:
        found = list(self._found(what))
        for sha256, kept in found:
            self.lists.keep(sha256, kept)
        return _listed((len(found), _LIST, _LISTS))

    def _found(self, what: What) -> Iterator[tuple[str, TicList]]:
        """Lists that hold it, without it."""
        if isinstance(what, Passage):
            traces = Traces(what.text)
            for sha256 in self.lists.hashes():
                known = self.lists.get(sha256)
                kept = replace(
                    known,
                    never=tuple(phrase for phrase in known.never if not traces.partly(phrase)),
                    allowed=tuple(phrase for phrase in known.allowed if not traces.partly(phrase)),
                )
                if kept != known:
                    yield sha256, kept


_LIST, _LISTS = "list of tics loses a phrase of yours", "lists of tics lose phrases of yours"


@dataclass(frozen=True, slots=True)
class OfStates:
    """What models have read of documents. Whose it is only they could tell, so all of it goes."""

    folder: Path

    def look(self, what: What) -> str:
        return _READ_AGAIN if any(self.folder.glob("*.state")) else ""

    def forget(self, what: What) -> str:
        said = self.look(what)
        forget_states(self.folder)
        return said


_READ_AGAIN = "Models will read your documents again when you next open them."


def _listed(*counts: tuple[int, str, str]) -> str:
    """What there is any of, as one sentence: how many, and the words for one and for several."""
    parts = [f"{count:,} {one if count == 1 else more}" for count, one, more in counts if count]
    return ", ".join(parts) + "." if parts else ""


def _names(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
