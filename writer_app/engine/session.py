"""One worker's life as a state machine, without I/O and without a clock.

    STARTING --Hello--> IDLE --load()--> LOADING --Ready--> READY
                                            `-----Failed--> REFUSED
    any state --ended()--> CLOSED

The host carries the bytes:

- after any call, and after every reply, it sends `data_to_send()`;
- what it reads from the worker it gives to `receive_data()`, and acts on what comes back;
- now and then it asks `hung(now)`, and if so kills the process;
- when the process is gone it calls `ended(outcome)`;
- replies that arose in `submit()` itself wait for `deliver()` (asked by `has_undelivered`),
  because a reply never comes before `submit()` has returned.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from writer_app.engine.codec import Decoder, encode
from writer_app.engine.messages import (
    Banned,
    Cancel,
    CandidateDone,
    Command,
    Done,
    End,
    Failed,
    Guessed,
    Hello,
    Load,
    Measured,
    Progress,
    Ready,
    Reply,
    Report,
    Requantised,
    Scored,
    Shutdown,
    Token,
    request,
)
from writer_app.engine.outcome import Outcome
from writer_app.engine.work import Work
from writer_app.errors import ProtocolError

HANG_SECONDS = 30.0
"""Silence of a busy worker after which it counts as hung."""


class State(Enum):
    STARTING = "starting"
    IDLE = "idle"
    LOADING = "loading"
    READY = "ready"
    REFUSED = "refused"
    """llama.cpp refused the file; the process lives, but one worker loads one model only."""
    CLOSED = "closed"


@dataclass(slots=True)
class _Request:
    reply: Callable[[Reply], None]
    cancelled: bool = False


class Session:
    """`first_id`: where to start counting, so that ids stay unique over a host's sessions."""

    def __init__(self, first_id: int = 1) -> None:
        self.state = State.STARTING
        self.hello: Hello | None = None
        self.ready: Ready | None = None
        self.rubbish = 0
        """Lines from the worker that were no message."""
        self._next_id = first_id
        self._requests: dict[int, _Request] = {}
        self._decoder = Decoder()
        self._out = bytearray()
        self._inbox: deque[Command | Report | ProtocolError] = deque()
        self._undelivered: deque[tuple[Callable[[Reply], None], Reply]] = deque()
        self._heard = True
        self._silent_since = 0.0
        self._lost = ""

    @property
    def next_id(self) -> int:
        return self._next_id

    @property
    def busy(self) -> bool:
        """Something is expected of the worker."""
        return self.state in (State.STARTING, State.LOADING) or bool(self._requests)

    @property
    def has_undelivered(self) -> bool:
        return bool(self._undelivered)

    def load(self, load: Load) -> None:
        """Once in a worker's life, at any time before the first generation is due."""
        if self.state not in (State.STARTING, State.IDLE):
            raise ValueError(f"a worker loads one model in its life (now {self.state.value})")
        self._send(load)
        self.state = State.LOADING

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int:
        """As `ports.Engine.submit`; a request waits in the worker while the model loads."""
        request_id = self._next_id
        self._next_id += 1
        if self.state is State.CLOSED:
            self._undelivered.append((reply, Failed(request_id, "engine_lost", self._lost)))
            return request_id
        if not self.busy:
            self._heard = True  # the silence until now was no hanging
        self._requests[request_id] = _Request(reply)
        self._send(request(request_id, work))
        return request_id

    def cancel(self, request_id: int, candidate: int | None = None) -> None:
        """As `ports.Engine.cancel`. From now on nothing but the end of it is passed on."""
        asked = self._requests.get(request_id)
        if asked is None or asked.cancelled:
            return
        asked.cancelled = candidate is None
        self._send(Cancel(request_id, candidate))

    def cancel_all(self) -> None:
        for request_id in list(self._requests):
            self.cancel(request_id)

    def shutdown(self) -> None:
        """Tell the worker to end; it closes at once, whatever it is doing."""
        if self.state is not State.CLOSED:
            self._send(Shutdown())

    def data_to_send(self) -> bytes:
        """What has to be written to the worker now; may be empty."""
        data = bytes(self._out)
        self._out.clear()
        return data

    def receive_data(self, data: bytes) -> list[Hello | Ready | Progress | Failed]:
        """Take what the worker wrote. Requests are answered; the rest is returned.

        A `Failed` that comes back has id None: "load_failed" ends the loading.
        """
        self._heard = True
        self._inbox.extend(self._decoder.feed(data))
        found: list[Hello | Ready | Progress | Failed] = []
        while self._inbox:
            # Taken out one by one, so that a reply that raises costs no other message.
            message = self._inbox.popleft()
            if isinstance(message, Hello | Ready):
                self._greet(message)
                found.append(message)
            elif isinstance(
                message,
                Token | Banned | CandidateDone | Done | Guessed | Scored | Measured | Requantised,
            ):
                self._answer(message.id, message)
            elif isinstance(message, Progress | Failed):
                if message.id is not None:
                    self._answer(message.id, message)
                else:
                    if isinstance(message, Failed) and message.code == "load_failed":
                        self.state = State.REFUSED
                    found.append(message)
            else:
                self.rubbish += 1
        return found

    def deliver(self) -> None:
        """Call the replies that waited for `submit()` to return."""
        while self._undelivered:
            reply, message = self._undelivered.popleft()
            reply(message)

    def ended(self, outcome: Outcome) -> State:
        """The process is gone: every open request fails. Returns the state it ended in."""
        before = self.state
        self.state = State.CLOSED
        self.ready = None
        self._lost = outcome.sentence()
        self._out.clear()
        requests, self._requests = self._requests, {}
        for request_id, asked in requests.items():
            self._undelivered.append((asked.reply, self._end_of(request_id, asked)))
        self.deliver()
        return before

    def hung(self, now: float) -> bool:
        """Busy, and nothing heard for `HANG_SECONDS`. Ask every second or so; `now` monotonic."""
        if self._heard or not self.busy or self.state is State.CLOSED:
            self._heard = False
            self._silent_since = now
            return False
        return now - self._silent_since >= HANG_SECONDS

    def _end_of(self, request_id: int, asked: _Request) -> Reply:
        if asked.cancelled:
            return Done(request_id, "cancelled", 0, 0, 0.0, 0.0)
        return Failed(request_id, "engine_lost", self._lost)

    def _send(self, command: Command) -> None:
        self._out += encode(command)

    def _greet(self, message: Hello | Ready) -> None:
        if isinstance(message, Hello):
            self.hello = message
            if self.state is State.STARTING:
                self.state = State.IDLE
        elif self.state is State.LOADING:
            self.ready = message
            self.state = State.READY

    def _answer(self, request_id: int, message: Reply) -> None:
        asked = self._requests.get(request_id)
        if asked is None:
            return  # its end was told already
        if isinstance(message, End):
            del self._requests[request_id]
        if asked.cancelled:
            # It may have ended before the Cancel arrived: for the caller it was cancelled.
            if isinstance(message, Done | CandidateDone):
                message = replace(message, finish="cancelled")
            elif isinstance(message, End):
                message = Done(request_id, "cancelled", 0, 0, 0.0, 0.0)
            else:
                return
        asked.reply(message)
