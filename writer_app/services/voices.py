"""The voices the app knows, in its data folder.

    voices/
      voice-<name>.json    what it was learned from, by hash; what the writer corrected; which of
                           its paragraphs came last (`seen`); the profile
      pairs-<name>.json    plain drafts of some of its passages (`pair_store`)
      documents.json       which voice a document has, where it is not the usual one

A voice is learned from files and learned again when they have changed. What is kept of it is
personal text: nobody else may read it, and `forget` leaves nothing behind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from writer_app.errors import DocumentError, VoiceError
from writer_app.services.seen import Seen
from writer_app.services.voice_texts import read_texts
from writer_app.text.atomic import SUFFIX, replace_bytes
from writer_app.text.files import Loaded
from writer_app.voice.profile import LEAST, WANTED, Profile, from_json, learn, to_json

USUAL = "default"
_NAME = re.compile(r"\w[\w -]{0,39}")
_PREFIX, _PAIRS, _JSON = "voice-", "pairs-", ".json"

Own = Callable[[Path, str], str]
"""The text of a document without what a model wrote in it."""
Heard = Callable[[int, int], None]
"""How many files have been read, of how many. What it raises ends the learning."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the writer says of their profile, kept when it is learned again.

    `not_mine`: favourite or avoided words and quirks that are none. `mine`: quirks to be added.
    """

    not_mine: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()

    def denied(self, item: str) -> Corrections:
        """That a word or a quirk is not the writer's."""
        return Corrections((*_without(self.not_mine, item), item), _without(self.mine, item))

    def claimed(self, quirk: str) -> Corrections:
        """That a quirk is the writer's."""
        return Corrections(_without(self.not_mine, quirk), (*_without(self.mine, quirk), quirk))

    def undone(self, item: str) -> Corrections:
        """Without anything that was said of it."""
        return Corrections(_without(self.not_mine, item), _without(self.mine, item))

    def applied(self, profile: Profile) -> Profile:
        wrong = set(self.not_mine)
        quirks = dict.fromkeys((*profile.quirks, *self.mine))
        return replace(
            profile,
            favourites=tuple(word for word in profile.favourites if word.word not in wrong),
            avoided=tuple(word for word in profile.avoided if word.word not in wrong),
            quirks=tuple(quirk for quirk in quirks if quirk not in wrong),
        )


@dataclass(frozen=True, slots=True)
class Learned:
    """What `learn` came to; `unread` says which files were left out, and why."""

    profile: Profile
    files: int
    unread: tuple[DocumentError, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    sources: dict[str, str]  # path to SHA-256
    corrections: Corrections
    profile: Profile  # as it was learned
    seen: Seen

    @property
    def corrected(self) -> Profile:
        return self.corrections.applied(self.profile)


class Voices:
    """The files in `folder`. Everything is read anew when asked: several windows may be open.

    `own` takes out of a document what is a model's. Raises `VoiceError`, and what `own` raises.
    """

    def __init__(self, folder: Path, own: Own = lambda _, text: text) -> None:
        self._folder = folder
        self._own = own

    def names(self) -> list[str]:
        files = self._folder.glob(f"{_PREFIX}*{_JSON}")
        return sorted(file.name[len(_PREFIX) : -len(_JSON)] for file in files)

    def learn(
        self, paths: Sequence[Path], name: str = USUAL, heard: Heard = lambda done, total: None
    ) -> Learned:
        """Learn a voice from files and folders, in place of what was learned under that name.

        The writer's corrections stay. Takes a second or two for 80,000 words.
        """
        file = self._file(name)
        texts, problems = read_texts(paths, heard)
        own = self._own_of(texts)
        profile = learn(own)
        if profile.words < LEAST:
            raise VoiceError(
                f"That is {profile.words:,} words of prose, too little to know a voice by.",
                " ".join(
                    [
                        f"It takes {LEAST:,} at least, and {WANTED:,} to know it well.",
                        *(str(problem) for problem in problems[:3]),
                    ]
                ),
            )
        kept = _Kept(_hashes(texts), self._corrections(name), profile, Seen.at_once(own))
        self._keep(file, kept)
        return Learned(kept.corrected, len(texts), tuple(problems))

    def get(self, name: str = USUAL) -> Profile:
        """The voice of that name, as the writer corrected it."""
        return self._read(name).corrected

    def seen(self, name: str = USUAL) -> Seen:
        """Which of its paragraphs came last."""
        return self._read(name).seen

    def sources(self, name: str = USUAL) -> list[Path]:
        """The files it was learned from."""
        return [Path(source) for source in self._read(name).sources]

    def texts(self, name: str = USUAL) -> list[tuple[Path, str]]:
        """What the writer wrote in those of its files that are there."""
        loaded, _ = read_texts(self.sources(name))
        return [(text.path, self._own(text.path, text.text)) for text in loaded]

    def pairs_file(self, name: str = USUAL) -> Path:
        """Where the plain drafts of its passages lie, if there are any."""
        return self._file(name, _PAIRS)

    def corrections(self, name: str = USUAL) -> Corrections:
        return self._read(name).corrections

    def correct(self, corrections: Corrections, name: str = USUAL) -> Profile:
        """Put these in the place of what the writer had corrected before."""
        kept = replace(self._read(name), corrections=corrections)
        self._keep(self._file(name), kept)
        return kept.corrected

    def update(self, name: str = USUAL) -> Profile:
        """The same, learned again if its files have changed since.

        Where one of them is gone, or too little is left of them, it stays as it was learned.
        """
        kept = self._read(name)
        texts, problems = read_texts(Path(source) for source in kept.sources)
        found = _hashes(texts)
        if problems or found == kept.sources:
            return kept.corrected
        own = self._own_of(texts)
        profile = learn(own)
        if profile.words < LEAST:
            return kept.corrected
        kept = _Kept(found, kept.corrections, profile, kept.seen.and_now(own))
        self._keep(self._file(name), kept)
        return kept.corrected

    def learn_without(self, left: Own, name: str = USUAL) -> bool:
        """Learn it again from what `left` leaves of its texts; a file without any is no source.

        False where that is too little to know a voice by: then it is forgotten.
        """
        corrections = self._corrections(name)
        texts, _ = read_texts(self.sources(name))
        kept = [(text, left(text.path, text.text)) for text in texts]
        sources = [text for text, rest in kept if rest.strip()]
        # Drafts of passages hold them word for word.
        (self._folder / f"pairs-{name}{_JSON}").unlink(missing_ok=True)
        # A model's sentences are found in whole paragraphs: they are taken out first.
        own = [left(text.path, self._own(text.path, text.text)) for text in sources]
        profile = learn(own)
        if profile.words < LEAST:
            self.forget(name)
            return False
        seen = Seen.at_once(own)
        self._keep(self._file(name), _Kept(_hashes(sources), corrections, profile, seen))
        return True

    def forget(self, name: str = USUAL) -> None:
        """Remove the voice, and that any document had it."""
        file = self._file(name)
        try:
            # What a killed save left half-written beside it holds the same.
            for copy in self._folder.glob(f".*{SUFFIX}"):
                copy.unlink()
            self.pairs_file(name).unlink(missing_ok=True)
            file.unlink()
        except FileNotFoundError as error:
            raise self._unknown(name) from error
        except OSError as error:
            raise VoiceError(
                f"The voice could not be removed: {error.strerror}.", f"Remove {file} yourself."
            ) from error
        kept = {key: voice for key, voice in self._assigned().items() if voice != name}
        self._keep_assigned(kept)

    def assign(self, document: str, name: str | None) -> None:
        """Give a document, by its key, a voice of its own; None gives it the usual one."""
        if name is not None and name not in self.names():
            raise self._unknown(name)
        assigned = self._assigned()
        assigned.pop(document, None)
        if name is not None and name != USUAL:
            assigned[document] = name
        self._keep_assigned(assigned)

    def name_of(self, document: str) -> str:
        """The name of the voice that a document has; there may be no voice of that name yet."""
        return self._assigned().get(document, USUAL)

    def of(self, document: str) -> tuple[Profile | None, VoiceError | None]:
        """A document's voice, or None where none was learned; never raises.

        Where it cannot be read the error says so, and everything goes on without it.
        """
        name = self.name_of(document)
        if name not in self.names():
            return None, None
        try:
            return self.get(name), None
        except VoiceError as error:
            return None, error

    def _own_of(self, texts: Sequence[Loaded]) -> list[str]:
        return [self._own(text.path, text.text) for text in texts]

    def _file(self, name: str, prefix: str = _PREFIX) -> Path:
        if not _NAME.fullmatch(name):
            raise VoiceError(
                f"“{name}” cannot be the name of a voice.",
                "Use up to forty letters, digits, spaces and hyphens.",
            )
        return self._folder / f"{prefix}{name}{_JSON}"

    def _read(self, name: str) -> _Kept:
        file = self._file(name)
        try:
            data = json.loads(file.read_bytes())
            sources = {str(path): str(sha256) for path, sha256 in data["sources"].items()}
            own = data.get("corrections", {})
            corrections = Corrections(_strings(own, "not_mine"), _strings(own, "mine"))
            profile = from_json(json.dumps(data["profile"]))
            return _Kept(sources, corrections, profile, _seen(data.get("seen", {})))
        except FileNotFoundError as error:
            raise self._unknown(name) from error
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise VoiceError(
                f"What was learned of the voice “{name}” makes no sense any more.",
                f"Learn it again, and it will be put in the place of {file}.",
            ) from error

    def _unknown(self, name: str) -> VoiceError:
        known = ", ".join(self.names())
        return VoiceError(
            f"No voice “{name}” has been learned.",
            f"There are: {known}." if known else "Learn one with `writer-app voice learn PATHS`.",
        )

    def _corrections(self, name: str) -> Corrections:
        """What is on file, or none."""
        with suppress(VoiceError):
            return self._read(name).corrections
        return Corrections()

    def _keep(self, file: Path, kept: _Kept) -> None:
        head = {
            "sources": kept.sources,
            "corrections": asdict(kept.corrections),
            "seen": {"before": sorted(kept.seen.before), "lately": kept.seen.lately},
        }
        start = json.dumps(head, indent=1)[:-2]
        self.keep_file(file, f'{start},\n "profile": {to_json(kept.profile)}}}\n')

    def _assigned(self) -> dict[str, str]:
        """Damaged, it is as if every document had the usual voice."""
        with suppress(OSError, ValueError, RecursionError):
            data = json.loads((self._folder / "documents.json").read_bytes())
            if isinstance(data, dict):
                return {key: name for key, name in data.items() if isinstance(name, str)}
        return {}

    def _keep_assigned(self, assigned: dict[str, str]) -> None:
        file = self._folder / "documents.json"
        if assigned:
            self.keep_file(file, json.dumps(assigned, indent=1))
            return
        with suppress(OSError):
            file.unlink(missing_ok=True)

    def keep_file(self, file: Path, text: str) -> None:
        """Write one of the files of the folder, whole or not at all. Raises `VoiceError`."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_bytes(file, text.encode("utf-8", "surrogatepass"), private=True)
        except OSError as error:
            raise VoiceError(
                f"The voice could not be kept: {error.strerror}.",
                f"Make the folder {self._folder} writable.",
            ) from error
        except DocumentError as error:
            raise VoiceError(error.message, error.hint) from error


def _hashes(texts: Sequence[Loaded]) -> dict[str, str]:
    return {str(text.path): text.fingerprint.sha256 for text in texts}


def _seen(data: dict[str, Any]) -> Seen:
    lately = tuple((str(key), int(words)) for key, words in data.get("lately", []))
    return Seen(frozenset(_strings(data, "before")), lately)


def _without(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return tuple(other for other in items if other != item)


def _strings(data: dict[str, Any], name: str) -> tuple[str, ...]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError(name)
    return tuple(found)
