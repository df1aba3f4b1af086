"""Downloads from the Hugging Face hub: the one place that opens a connection, when asked to.

`huggingface_hub` finds the file, sends the writer's own token where there is one and follows to the
store. The bytes are received here, since its own download starts again from nothing after a
restart (its partial files have random names and are removed on failure).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import cast

from writer_app import __version__
from writer_app.errors import DownloadFailed
from writer_app.models.hashing import Stopped, sha256_of
from writer_app.models.header import human_bytes
from writer_app.models.partial import Origin, Partial

SPARE = 256 << 20
"""Bytes left free on the disk: a full disk would also cost the writer's next save."""

_CHUNK = 1 << 18
_TIMEOUT = 20.0  # seconds without a byte


class DownloadStopped(DownloadFailed):
    """The writer stopped it; what arrived is kept."""


def download(
    repo: str,
    file: str,
    into: Path,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    *,
    sha256: str = "",
    endpoint: str | None = None,
    free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
) -> Path:
    """Fetch `file` of `repo` into `into`/<owner>--<name>/ and return where it lies.

    `progress(received, total)` in bytes, on the calling thread, which blocks: call it from a
    thread of its own. A broken transfer goes on where it stopped: at once while bytes come, else at
    the next call, also after a restart. `sha256`, where it is known, must be what arrives.
    `endpoint` is the hub's address, by default what HF_ENDPOINT says or the public one.

    Raises `DownloadFailed` with the file's old version, if any, untouched.
    """
    target = _target(repo, file, into)
    try:
        origin, url = _look_up(repo, file, endpoint)
        expected = sha256.lower() or _sha256_in(origin.etag)
        if _is_whole(target, origin, expected, cancelled):
            progress(origin.size, origin.size)
            return target
        with Partial(target, origin) as partial:
            _check_space(origin.size - partial.size, target.parent, free_bytes)
            _receive(url, partial, origin.size, progress, cancelled)
        _verify(partial, expected, cancelled)
        partial.finish()
    except Stopped as error:
        raise _stopped() from error
    except OSError as error:
        raise DownloadFailed(
            f"The download could not be written: {error.strerror or error}.",
            "Make room or choose another place, then start it again: it goes on where it stopped.",
        ) from error
    return target


def _target(repo: str, file: str, into: Path) -> Path:
    name = PurePosixPath(file).name
    # Both become part of a path on this machine: nothing but plain names.
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repo) or ".." in repo or repo.startswith("."):
        raise DownloadFailed(f"“{repo}” is not the name of a repository.", "It reads owner/name.")
    if not re.fullmatch(r"[\w][\w. +()-]*\.gguf", name, re.IGNORECASE) or ".." in file.split("/"):
        raise DownloadFailed(f"“{file}” is not the name of a model.", "It ends in .gguf.")
    return into / repo.replace("/", "--") / name


def _look_up(repo: str, file: str, endpoint: str | None) -> tuple[Origin, str]:
    """What the hub says of the file, and its address."""
    # Read when the package is first imported; no statistics are sent on the writer's behalf.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        OfflineModeIsEnabled,
        RemoteEntryNotFoundError,
        RepositoryNotFoundError,
    )

    url = hf_hub_url(repo, file, endpoint=endpoint)
    try:
        found = get_hf_file_metadata(
            url,
            timeout=_TIMEOUT,
            library_name="writer-app",
            library_version=__version__,
            endpoint=endpoint,
        )
    except GatedRepoError as error:
        raise DownloadFailed(
            f"The makers of {repo} give it only to those who accept their terms.",
            "Accept them on the hub's page and log in with `hf auth login`, or choose another.",
        ) from error
    except (RemoteEntryNotFoundError, RepositoryNotFoundError) as error:
        raise DownloadFailed(
            f"The hub has no {file} in {repo}.", "Check both names on the hub's page."
        ) from error
    except OfflineModeIsEnabled as error:
        raise DownloadFailed(
            "Downloads are turned off on this machine (HF_HUB_OFFLINE).", "Turn them on to go on."
        ) from error
    except HfHubHTTPError as error:
        raise DownloadFailed(
            f"The hub answered that something is wrong there ({error.response.status_code}).",
            "Try again later.",
        ) from error
    except (_http_error(), OSError) as error:
        raise DownloadFailed(
            "The hub could not be reached.", "Check the connection, then try again."
        ) from error
    if not found.size:
        raise DownloadFailed(f"The hub does not say how large {file} is.", "Try again later.")
    return Origin(repo, file, found.size, found.etag or ""), url


def _http_error() -> type[Exception]:
    """Every error of the HTTP library below `huggingface_hub`, which changes with its version."""
    from huggingface_hub.errors import HfHubHTTPError

    bases = HfHubHTTPError.__bases__
    return cast("type[Exception]", next(base for base in bases if not issubclass(base, OSError)))


def _receive(
    url: str,
    partial: Partial,
    total: int,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    """Append until `total` bytes are there, resuming for as long as each attempt brings some."""
    while (start := partial.size) < total:
        try:
            _attempt(url, partial, total, progress, cancelled)
        except _http_error() as error:
            if partial.size <= start:
                raise DownloadFailed(
                    f"The download broke off at {human_bytes(partial.size)} "
                    f"of {human_bytes(total)}.",
                    "What arrived is kept: start it again and it goes on from there.",
                ) from error
        else:
            if partial.size == start:
                raise DownloadFailed("The hub sent nothing.", "Try again later.")
        finally:
            partial.flush()
    if partial.size > total:
        partial.start_over()
        raise DownloadFailed("The hub sent more than it said it would.", "Try again later.")


def _attempt(
    url: str,
    partial: Partial,
    total: int,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    from huggingface_hub import get_session

    # Both are documented; the package only forgets to list them.
    from huggingface_hub.utils import (  # type: ignore[attr-defined]
        build_hf_headers,
        hf_raise_for_status,
    )

    headers = build_hf_headers(library_name="writer-app", library_version=__version__)
    headers["Accept-Encoding"] = "identity"
    start = partial.size
    if start:
        headers["Range"] = f"bytes={start}-"
    with get_session().stream("GET", url, headers=headers, timeout=_TIMEOUT) as response:
        hf_raise_for_status(response)
        resumed = response.status_code == HTTPStatus.PARTIAL_CONTENT
        if start and not (resumed and _starts_at(response.headers.get("Content-Range"), start)):
            partial.start_over()
            if resumed:  # a part, but not the one that was asked for
                raise DownloadFailed("The hub sent the wrong part of the file.", "Try again later.")
            start = 0
        progress(start, total)
        for chunk in response.iter_bytes(_CHUNK):
            if cancelled():
                raise _stopped()
            partial.append(chunk)
            start += len(chunk)
            if start > total:
                return
            progress(start, total)


def _starts_at(content_range: str | None, start: int) -> bool:
    return content_range is not None and content_range.startswith(f"bytes {start}-")


def _check_space(wanted: int, folder: Path, free_bytes: Callable[[Path], int]) -> None:
    free = free_bytes(folder)
    if wanted + SPARE > free:
        raise DownloadFailed(
            f"There is no room for this model: it needs {human_bytes(wanted + SPARE)}, "
            f"and {human_bytes(free)} are free in {folder}.",
            "Make room, then start it again.",
        )


def _verify(partial: Partial, expected: str, cancelled: Callable[[], bool]) -> None:
    if expected and sha256_of(partial.path, cancelled) != expected:
        partial.discard()
        raise DownloadFailed(
            "What arrived is not the file that was asked for: its SHA-256 is another.",
            "It was thrown away. Start the download again.",
        )


def _is_whole(target: Path, origin: Origin, expected: str, cancelled: Callable[[], bool]) -> bool:
    """Whether the very file is there already; not known for certain, it is fetched again."""
    if not target.is_file() or target.stat().st_size != origin.size or not expected:
        return False
    return sha256_of(target, cancelled) == expected


def _sha256_in(etag: str) -> str:
    """The hub's tag of a large file is its SHA-256."""
    return etag.lower() if re.fullmatch(r"[0-9a-fA-F]{64}", etag) else ""


def _stopped() -> DownloadStopped:
    return DownloadStopped(
        "The download was stopped.",
        "What arrived is kept: start it again and it goes on from there.",
    )
