"""Downloads, against a stand-in for the hub on this machine: broken, resumed, wrong, stopped."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from huggingface_hub import close_session

from writer_app.errors import DownloadFailed
from writer_app.models.hub import SPARE, DownloadStopped, download

REPO, FILE = "someone/Some-Model-GGUF", "some-model.Q4_K_M.gguf"
CONTENT = bytes(range(256)) * 12_000  # 3 MB
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Hub:
    """What the stand-in does. `breaks`: for each GET in turn, bytes after which it hangs up."""

    content: bytes = CONTENT
    etag: str = SHA256
    breaks: list[int] = field(default_factory=list)
    ranges: bool = True
    status: int = 200
    error_code: str = ""
    address: str = ""
    gets: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)


def handler_for(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            if self.refused():
                return
            self.send_response(200)
            self.send_header("X-Repo-Commit", "c" * 40)
            self.send_header("X-Linked-Etag", f'"{hub.etag}"')
            self.send_header("X-Linked-Size", str(len(hub.content)))
            self.send_header("Content-Length", str(len(hub.content)))
            self.end_headers()

        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            hub.gets.append(asked)
            hub.agents.append(self.headers.get("User-Agent", ""))
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and hub.ranges else 0
            body = hub.content[start:]
            self.send_response(206 if start else 200)
            if start:
                end, size = len(hub.content) - 1, len(hub.content)
                self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: hub.breaks.pop(0)] if hub.breaks else body)
            self.close_connection = True

        def refused(self) -> bool:
            if hub.status == 200:
                return False
            self.send_response(hub.status)
            if hub.error_code:
                self.send_header("X-Error-Code", hub.error_code)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return True

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(hub))
    hub.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    close_session()
    yield hub
    close_session()
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Caller:
    """Asks for the file; stops once `stop_at` bytes are there."""

    hub: Hub
    into: Path
    stop_at: int = 1 << 60
    free: int = 1 << 50
    seen: list[tuple[int, int]] = field(default_factory=list)

    def ask(self, *, sha256: str = "", repo: str = REPO, file: str = FILE) -> Path:
        return download(
            repo,
            file,
            self.into,
            lambda *amounts: self.seen.append(amounts),
            lambda: bool(self.seen) and self.seen[-1][0] >= self.stop_at,
            sha256=sha256,
            endpoint=self.hub.address,
            free_bytes=lambda _: self.free,
        )

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.into.rglob("*") if path.is_file())


@pytest.fixture
def caller(hub: Hub, tmp_path: Path) -> Caller:
    return Caller(hub, tmp_path / "models")


def test_arrives_whole(caller: Caller) -> None:
    path = caller.ask(sha256=SHA256.upper())
    assert path == caller.into / "someone--Some-Model-GGUF" / FILE
    assert path.read_bytes() == CONTENT
    assert caller.files == [FILE]
    assert caller.seen[0] == (0, len(CONTENT))
    assert caller.seen[-1] == (len(CONTENT), len(CONTENT))
    assert caller.hub.agents[0].startswith("writer-app/")


def test_what_is_there_is_not_fetched_again(caller: Caller) -> None:
    caller.ask()
    caller.ask()
    assert caller.hub.gets == [""]


def test_breaks_off_and_goes_on_at_once(caller: Caller) -> None:
    caller.hub.breaks = [1_000_000, 700_001]
    assert caller.ask().read_bytes() == CONTENT
    assert caller.hub.gets[0] == ""
    starts = [int(asked.removeprefix("bytes=").rstrip("-")) for asked in caller.hub.gets[1:]]
    assert len(starts) == 2
    assert 0 < starts[0] < starts[1] <= 1_700_001


def test_gives_up_when_nothing_comes_and_goes_on_later(caller: Caller) -> None:
    caller.hub.breaks = [1_000_000, 0]
    with pytest.raises(DownloadFailed, match="broke off at") as caught:
        caller.ask()
    assert "goes on from there" in caught.value.hint
    assert caller.files == [f"{FILE}.part", f"{FILE}.part.json"]
    kept = next(caller.into.rglob("*.part")).stat().st_size
    assert kept > 0
    assert caller.ask().read_bytes() == CONTENT
    assert caller.hub.gets[-1] == f"bytes={kept}-"
    assert caller.files == [FILE]


def test_resume_survives_a_killed_process(caller: Caller) -> None:
    """A process that fetches and is killed midway; this one goes on."""
    program = f"""
import os, sys
from pathlib import Path
from writer_app.models.hub import download
def progress(received, total):
    if received > 1_000_000:
        print(received, flush=True)
        os.kill(os.getpid(), 9)
download({REPO!r}, {FILE!r}, Path(sys.argv[1]), progress, lambda: False)
"""
    killed = subprocess.run(
        [sys.executable, "-c", program, str(caller.into)],
        env={"HF_ENDPOINT": caller.hub.address, "NO_PROXY": "127.0.0.1", "PATH": ""},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr.decode()
    assert caller.files == [f"{FILE}.part", f"{FILE}.part.json"]
    kept = next(caller.into.rglob("*.part")).stat().st_size
    assert kept > 0
    assert caller.ask().read_bytes() == CONTENT
    assert caller.hub.gets[-1] == f"bytes={kept}-"


def test_a_part_of_another_version_is_not_continued(caller: Caller) -> None:
    caller.hub.breaks = [1_000_000, 0]
    with pytest.raises(DownloadFailed):
        caller.ask()
    caller.hub.content = CONTENT[::-1]
    caller.hub.etag = hashlib.sha256(CONTENT[::-1]).hexdigest()
    assert caller.ask().read_bytes() == CONTENT[::-1]
    assert caller.hub.gets[-1] == ""


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", json.dumps({"repo": REPO}).encode()])
def test_a_part_of_nobody_knows_what_is_not_continued(caller: Caller, rubbish: bytes) -> None:
    folder = caller.into / "someone--Some-Model-GGUF"
    folder.mkdir(parents=True)
    (folder / f"{FILE}.part").write_bytes(b"x" * 5000)
    (folder / f"{FILE}.part.json").write_bytes(rubbish)
    assert caller.ask().read_bytes() == CONTENT


def test_a_server_without_ranges_starts_over(caller: Caller) -> None:
    caller.hub.ranges = False
    caller.hub.breaks = [1_000_000]
    assert caller.ask().read_bytes() == CONTENT
    assert len(caller.hub.gets) == 2


def test_wrong_content_is_thrown_away(caller: Caller) -> None:
    caller.hub.content = CONTENT[:-1] + b"!"
    with pytest.raises(DownloadFailed, match="SHA-256 is another"):
        caller.ask()
    assert caller.files == []


def test_the_catalog_has_the_last_word(caller: Caller) -> None:
    """Even the hub's own word on the hash does not stand against what was asked for."""
    with pytest.raises(DownloadFailed, match="SHA-256 is another"):
        caller.ask(sha256="ab" * 32)
    assert caller.files == []


def test_a_wrong_download_leaves_the_old_file(caller: Caller) -> None:
    path = caller.ask()
    with pytest.raises(DownloadFailed):
        caller.ask(sha256="ab" * 32)
    assert path.read_bytes() == CONTENT


def test_stopped_and_gone_on_with(caller: Caller) -> None:
    caller.stop_at = 1_000_000
    with pytest.raises(DownloadStopped):
        caller.ask()
    kept = next(caller.into.rglob("*.part")).stat().st_size
    assert 1_000_000 <= kept < len(CONTENT)
    caller.stop_at = 1 << 60
    assert caller.ask().read_bytes() == CONTENT
    assert caller.hub.gets[-1] == f"bytes={kept}-"


def test_no_room(caller: Caller) -> None:
    caller.free = len(CONTENT) + SPARE - 1
    with pytest.raises(DownloadFailed, match="no room"):
        caller.ask()
    assert caller.hub.gets == []
    caller.free += 1
    assert caller.ask().read_bytes() == CONTENT


def test_only_the_rest_needs_room(caller: Caller) -> None:
    caller.hub.breaks = [2_000_000, 0]
    with pytest.raises(DownloadFailed):
        caller.ask()
    kept = next(caller.into.rglob("*.part")).stat().st_size
    caller.free = len(CONTENT) - kept + SPARE
    assert caller.ask().read_bytes() == CONTENT


def test_two_windows_at_once(caller: Caller) -> None:
    """The second is told; the first goes on undisturbed."""
    told: list[DownloadFailed] = []

    class Curious(Caller):
        def ask_again(self) -> None:
            try:
                caller.ask()
            except DownloadFailed as error:
                told.append(error)

    curious = Curious(caller.hub, caller.into)

    def progress(received: int, total: int) -> None:
        if not told:
            curious.ask_again()

    path = download(REPO, FILE, caller.into, progress, lambda: False, endpoint=caller.hub.address)
    assert path.read_bytes() == CONTENT
    assert "another window" in told[0].message


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (404, "EntryNotFound", "The hub has no"),
        (401, "RepoNotFound", "The hub has no"),
        (403, "GatedRepo", "accept their terms"),
        (500, "", "something is wrong there"),
    ],
)
def test_refused(caller: Caller, status: int, code: str, words: str) -> None:
    caller.hub.status, caller.hub.error_code = status, code
    with pytest.raises(DownloadFailed, match=words) as caught:
        caller.ask()
    assert caught.value.hint
    assert caller.files == []


def test_nobody_there(tmp_path: Path) -> None:
    caller = Caller(Hub(address="http://127.0.0.1:9"), tmp_path)
    with pytest.raises(DownloadFailed, match="could not be reached"):
        caller.ask()


def test_no_place_to_write(caller: Caller, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    caller.into = tmp_path / "file" / "models"
    with pytest.raises(DownloadFailed, match="could not be written"):
        caller.ask()


@pytest.mark.parametrize(
    ("repo", "file"),
    [
        ("../..", FILE),
        ("someone", FILE),
        ("a/b/c", FILE),
        (".hidden/x", FILE),
        (REPO, "../../escape.gguf"),
        (REPO, "model.safetensors"),
        (REPO, ".gguf"),
        (REPO, "a\\b.gguf"),
        (REPO, ""),
    ],
)
def test_names_that_are_none(tmp_path: Path, repo: str, file: str) -> None:
    caller = Caller(Hub(address="http://127.0.0.1:9"), tmp_path)
    with pytest.raises(DownloadFailed, match="is not the name"):
        caller.ask(repo=repo, file=file)


def test_a_file_in_a_folder_of_the_repository(caller: Caller) -> None:
    path = caller.ask(file=f"Q4_K_M/{FILE}")
    assert path == caller.into / "someone--Some-Model-GGUF" / FILE


def test_the_hub_is_not_even_loaded_before_it_is_asked() -> None:
    program = (
        "import sys, writer_app.services.models\n"
        "print([name for name in ('huggingface_hub', 'ssl', 'httpx2') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    )
    assert ran.stdout.strip() == b"[]"
