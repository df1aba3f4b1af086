"""Words, guessed whole: on the tiny model, and on the starter."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worker.heard import run
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Done, End, Guessed, Load, Reply, WordGuess
from writer_app.engine.work import Generation, Guessing, Sampling
from writer_app.text.segments import WORD
from writer_app.worker.guessing import word_of
from writer_app.worker.vocab import continues_word

FERRY = "Nobody on the ferry was going home; you could tell from the way they held their"


def ended(engine: WorkerProcess, work: Guessing) -> End:
    replies: list[Reply] = []
    engine.wait(engine.submit(work, replies.append))
    end = replies[-1]
    assert isinstance(end, End)
    return end


def guessed(engine: WorkerProcess, work: Guessing) -> tuple[WordGuess, ...]:
    end = ended(engine, work)
    assert isinstance(end, Guessed), end
    return end.words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (" the", None),
        (" the ", " the"),
        (", and then", ", and"),
        ("“", None),
        (" don'", None),
        (" don't", None),
        (" don't.", " don't"),
        (" dog”", " dog"),
        (" well-", None),
        (" well--", " well"),
    ],
)
def test_a_word_is_whole_when_something_else_follows(text: str, word: str | None) -> None:
    assert word_of(text) == word


@pytest.mark.parametrize(
    ("piece", "continues"),
    [
        (b"ing", True),
        (b" the", False),
        (b".", False),
        (b"'t", True),
        (b"'", True),
        (b"' ", False),
        (b"-known", True),
        (b"--", False),
        (b"", False),
        ("é".encode(), True),
        ("é".encode()[:1], True),
        ("—".encode()[:1], False),
    ],
)
def test_what_goes_on_with_a_word(piece: bytes, continues: bool) -> None:
    assert continues_word(piece) is continues


def test_guesses_are_distinct_words_and_shares_of_one(tiny: WorkerProcess) -> None:
    words = guessed(tiny, Guessing("The harbour was", n=12))
    texts = [word.text for word in words]
    assert 1 < len(set(texts)) == len(texts) <= 12
    assert all(WORD.search(text) for text in texts)
    shares = [math.exp(word.logprob) for word in words]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.0001


def test_a_guess_leaves_the_prompt_read(tiny: WorkerProcess) -> None:
    prompt = "The harbour was quiet and the sea"
    guessed(tiny, Guessing(prompt, priority=5))
    heard = run(tiny, Generation(prompt, n=2, max_tokens=4, heal=True))
    assert heard.done.reused_tokens == heard.done.prompt_tokens


def test_a_cancelled_guess_ends_as_cancelled(tiny: WorkerProcess) -> None:
    replies: list[Reply] = []
    request_id = tiny.submit(Guessing("The harbour " * 400), replies.append)
    tiny.cancel(request_id)
    tiny.wait(request_id)
    assert isinstance(replies[-1], Done)
    assert replies[-1].finish == "cancelled"


def test_candidates_begin_with_the_words_they_are_told(tiny: WorkerProcess) -> None:
    begins = (" harbour", " qx", "")
    heard = run(tiny, Generation("The", n=3, max_tokens=12, heal=True, begins=begins))
    for text, begin in zip(heard.texts(3), begins, strict=True):
        assert text.startswith(begin)
        rest = text[len(begin) :]
        assert not begin or not rest[:1].isalnum(), "a longer word"


@pytest.fixture(scope="module")
def starter(starter_model: Path) -> Iterator[WorkerProcess]:
    with WorkerProcess() as engine:
        engine.load(Load(str(starter_model), n_ctx=2048))
        yield engine


@pytest.mark.starter
@pytest.mark.parametrize(
    ("prompt", "unfinished", "best"),
    [
        (FERRY, False, " breath"),
        (FERRY + " ", False, "breath"),
        (FERRY + " bag", True, "s"),
        ("The capital of France is Par", True, "is"),
        ("She said she didn’", True, "t"),
    ],
)
def test_the_likeliest_word(
    starter: WorkerProcess, prompt: str, unfinished: bool, best: str
) -> None:
    assert guessed(starter, Guessing(prompt, unfinished=unfinished))[0].text == best


@pytest.mark.starter
def test_a_word_is_worth_what_its_tokens_and_its_end_are(starter: WorkerProcess) -> None:
    (best, *_) = guessed(starter, Guessing(FERRY))
    greedy = Sampling(temperature=0.0)
    heard = run(starter, Generation(FERRY, max_tokens=1, sampling=greedy, heal=True))
    assert heard.texts()[0] == best.text
    # One token, which may still go on as " breaths": the word has nearly all of its share.
    token = math.exp(heard.tokens[0].logprob)
    assert 0.9 * token < math.exp(best.logprob) <= token * 1.01


@pytest.mark.starter
def test_within_a_word_every_guess_goes_on_with_it(starter: WorkerProcess) -> None:
    words = guessed(starter, Guessing(FERRY + " bags", unfinished=True))
    assert words
    assert all(word.text[0].isalpha() or word.text[0] in "'’-" for word in words)
    free = guessed(starter, Guessing(FERRY + " bags"))
    assert any(word.text[0] == " " for word in free)
