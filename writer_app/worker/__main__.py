"""The process that runs the model: `python -m writer_app.worker`. See `channel` for its pipes."""

from __future__ import annotations

import os
import signal
import sys

from writer_app.worker.backend import Backend
from writer_app.worker.channel import Channel
from writer_app.worker.loop import Loop


def main(arguments: list[str]) -> None:
    """`--backend fake` speaks a script instead of loading llama.cpp; `--spin N` see `launch`."""
    # Ctrl+C in a terminal reaches the whole group; we end when the editor does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = Channel()
    backend: Backend
    if arguments[:2] == ["--backend", "fake"]:
        from writer_app.worker.fake import FakeBackend

        backend = FakeBackend(channel.send_raw)
    else:
        # This process never opens a network connection. From here on nothing it imports can.
        sys.modules.update(dict.fromkeys(("_socket", "socket", "ssl")))  # type: ignore[arg-type]
        if arguments[:1] == ["--spin"]:
            # Before libgomp is loaded: how long its threads spin when they wait for each other.
            os.environ.setdefault("GOMP_SPINCOUNT", arguments[1])
        from writer_app.worker.llama import LlamaBackend

        backend = LlamaBackend()
    Loop(channel, backend).run()


if __name__ == "__main__":
    main(sys.argv[1:])
