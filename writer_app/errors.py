"""What can go wrong, as one tree.

    WriterAppError
     ├── ForTheWriter                a sentence a writer understands, and what to do next
     │    ├── DocumentError
     │    │    ├── NotText           binary
     │    │    ├── NotUtf8           offers the detected encoding
     │    │    ├── TooLarge
     │    │    ├── NotReadable       missing, a folder, no permission
     │    │    ├── NotWritable       read-only file or folder
     │    │    ├── FolderGone
     │    │    ├── DiskFull
     │    │    ├── FileChangedOnDisk
     │    │    └── OpenElsewhere     another window holds the document
     │    ├── ModelError
     │    │    ├── ModelMissing
     │    │    ├── NotAGguf
     │    │    ├── TruncatedModel
     │    │    ├── VocabularyOnly
     │    │    ├── UnknownArchitecture
     │    │    ├── ModelTooLarge
     │    │    ├── ModelLoadFailed
     │    │    └── DownloadFailed
     │    ├── EngineLost             the worker died, hung or closed its pipe
     │    ├── LedgerError
     │    │    ├── LedgerLocked
     │    │    ├── LedgerTooNew
     │    │    └── LedgerCorrupt     set aside, never overwritten
     │    ├── ImportRefused          edits made elsewhere that could not be read
     │    ├── VoiceError             a profile of a voice, or a list of tics
     │    ├── TasteError             what was said of the taste could not be kept
     │    └── SettingsError
     └── ProtocolError               a line between editor and worker that makes no sense

Everything under `ForTheWriter` is shown as it stands: `message` says what happened,
`hint` says what to do next. Anything else is a fault of the program.
"""

from __future__ import annotations


class WriterAppError(Exception):
    """The root: nothing raises it itself."""


class ProtocolError(WriterAppError):
    """A line between editor and worker that is not a message."""


class ForTheWriter(WriterAppError):
    """An error whose words are shown to the writer."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class DocumentError(ForTheWriter):
    """A document could not be read or written."""


class NotText(DocumentError):
    """The file holds bytes that are no text in any encoding."""


class NotUtf8(DocumentError):
    """The file is text in another encoding; `detected` is None when none fits."""

    def __init__(self, message: str, hint: str = "", *, detected: str | None = None) -> None:
        super().__init__(message, hint)
        self.detected = detected


class TooLarge(DocumentError):
    """More text than the editor can hold and stay quick."""


class NotReadable(DocumentError):
    """Missing, a folder, or no permission to read."""


class NotWritable(DocumentError):
    """The file or its folder is read-only."""


class FolderGone(DocumentError):
    """The folder the document lived in is no longer there."""


class DiskFull(DocumentError):
    """No room for the new version; the old one is untouched."""


class FileChangedOnDisk(DocumentError):
    """Somebody else wrote the file since it was read."""


class OpenElsewhere(DocumentError):
    """Another window holds the document."""


class ModelError(ForTheWriter):
    """A model could not be found, read or loaded."""


class ModelMissing(ModelError):
    """There is no file where the model should be."""


class NotAGguf(ModelError):
    """The file does not start as a GGUF does, or its header makes no sense."""


class TruncatedModel(ModelError):
    """The header promises more bytes than the file holds."""


class VocabularyOnly(ModelError):
    """A GGUF with a vocabulary and no weights."""


class UnknownArchitecture(ModelError):
    """An architecture that this llama.cpp does not know."""


class ModelTooLarge(ModelError):
    """Weights and cache need more memory than the machine has."""


class ModelLoadFailed(ModelError):
    """llama.cpp gave up on the file, or died over it."""


class DownloadFailed(ModelError):
    """A download the writer asked for did not arrive whole."""


class EngineLost(ForTheWriter):
    """The worker died, hung or closed its pipe; the text is untouched."""


class LedgerError(ForTheWriter):
    """The ledger of decisions could not be used."""


class LedgerLocked(LedgerError):
    """Another window is writing and did not finish in time."""


class LedgerTooNew(LedgerError):
    """A newer version of the app made this ledger; it is left alone."""


class LedgerCorrupt(LedgerError):
    """The file is no database, or a damaged one; it was set aside."""


class ImportRefused(ForTheWriter):
    """A file of edits made elsewhere could not be read as such; nothing of it came in."""


class VoiceError(ForTheWriter):
    """A voice could not be learned, read or kept; everything goes on without it."""


class TasteError(ForTheWriter):
    """What the writer said of their taste could not be kept; everything goes on without it."""


class SettingsError(ForTheWriter):
    """The settings file could not be read; defaults are used and the file is kept."""
