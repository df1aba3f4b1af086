"""The real backend on a model that the tests made: llama.cpp itself, in its own process."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.tiny_gguf import PASSAGE
from tests.worker.heard import pump_until, run, submit
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Banned, Load, Token
from writer_app.engine.work import Ban, ChatTurn, Generation, Sampling

GREEDY = Sampling(temperature=0.0)
PROMPT = "The tide went out before anyone was awake, and the"


def test_what_is_said_of_the_model(tiny_model: Path) -> None:
    with WorkerProcess() as engine:
        hello = engine.greet()
        assert hello.llama_cpp.startswith("0.3.")
        fractions: list[float] = []
        ready = engine.load(Load(str(tiny_model), n_ctx=100_000), fractions.append)
    assert ready.n_ctx == ready.n_ctx_train == 4096
    assert ready.n_vocab == 512
    assert ready.n_params > 900_000
    assert ready.size > 1_800_000
    assert ready.chat
    assert "llama" in ready.description
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    assert engine._session.rubbish == 0, "nothing but messages in the protocol's pipe"


def test_the_same_seed_says_the_same(tiny: WorkerProcess) -> None:
    ask = Generation(PROMPT, n=3, max_tokens=20, seed=11)
    first, second = run(tiny, ask).texts(3), run(tiny, ask).texts(3)
    assert first == second
    assert len(set(first)) == 3
    assert run(tiny, Generation(PROMPT, n=3, max_tokens=20, seed=99)).texts(3) != first


def test_candidates_in_one_batch_are_those_decoded_alone(tiny: WorkerProcess) -> None:
    together = run(tiny, Generation(PROMPT, n=4, max_tokens=16, seed=20))
    alone = [run(tiny, Generation(PROMPT, max_tokens=16, seed=20 + i)).texts()[0] for i in range(4)]
    assert together.texts(4) == alone


def test_the_limit_and_the_counts(tiny: WorkerProcess) -> None:
    heard = run(tiny, Generation(PROMPT, n=2, max_tokens=7, seed=3))
    for end in heard.ends.values():
        assert end.tokens == 7 if end.finish == "length" else end.tokens < 7
    assert heard.done.prompt_tokens > 10
    assert all(token.logprob < 0 for token in heard.tokens)


def test_a_prompt_is_read_once(tiny: WorkerProcess) -> None:
    first = run(tiny, Generation(PASSAGE, max_tokens=4))
    assert first.done.reused_tokens == 0
    again = run(tiny, Generation(PASSAGE, max_tokens=4))
    assert again.done.reused_tokens == first.done.prompt_tokens
    longer = run(tiny, Generation(PASSAGE + "There was a boat.", max_tokens=4, heal=True))
    assert longer.done.reused_tokens >= first.done.prompt_tokens - 2
    assert again.texts() == first.texts()


def test_purposes_do_not_evict_each_other(tiny: WorkerProcess) -> None:
    run(tiny, Generation(PASSAGE, max_tokens=4))
    other = Generation("Another prompt altogether, of some length.", max_tokens=4)
    run(tiny, other)
    assert run(tiny, Generation(PASSAGE, max_tokens=4)).done.reused_tokens > 100
    assert run(tiny, other).done.reused_tokens > 5


def test_the_cache_never_mixes_prompts_up(tiny: WorkerProcess, tiny_model: Path) -> None:
    """What comes after many prompts is what a fresh worker says."""
    prompts = [
        PASSAGE[:300],
        PASSAGE[300:500],
        PASSAGE[:350],
        PASSAGE[:200],
        PASSAGE[300:450],
        PASSAGE[:250] + "A gull",
    ]
    asks = [Generation(prompt, n=2, max_tokens=12, seed=5, heal=True) for prompt in prompts]
    warm = [run(tiny, ask) for ask in asks]
    assert any(heard.done.reused_tokens > 20 for heard in warm)
    for ask, heard in zip(asks, warm, strict=True):
        with WorkerProcess() as fresh:
            fresh.load(Load(str(tiny_model)))
            cold = run(fresh, ask)
        assert heard.texts(2) == cold.texts(2)
        sums = [sum(token.logprob for token in each.tokens) for each in (heard, cold)]
        assert sums[0] == pytest.approx(sums[1], abs=0.05)


def test_the_model_does_look_at_the_whole_context(tiny: WorkerProcess) -> None:
    """Otherwise the test above would prove nothing."""
    one = run(tiny, Generation("He went down to the", max_tokens=1, sampling=GREEDY))
    two = run(tiny, Generation(PASSAGE[:200] + " to the", max_tokens=1, sampling=GREEDY))
    assert one.tokens[0].logprob != pytest.approx(two.tokens[0].logprob, abs=0.02)


def test_alternatives_differ_from_their_first_word(tiny: WorkerProcess) -> None:
    heard = run(tiny, Generation(PROMPT, n=5, max_tokens=6, branch="top", heal=True))
    firsts: dict[int, Token] = {}
    for token in heard.tokens:
        firsts.setdefault(token.candidate, token)
    assert len({token.text for token in firsts.values()}) == 5
    chances = [firsts[candidate].logprob for candidate in range(5)]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize(
    ("typed", "rest"),
    [("and then we stopped laug", "hing"), ("The tide went ou", "t"), ("the boats had be", "en")],
)
def test_an_unfinished_word_is_finished(tiny: WorkerProcess, typed: str, rest: str) -> None:
    ask = Generation(typed, n=1, max_tokens=8, sampling=GREEDY, heal=True)
    healed = run(tiny, ask)
    assert healed.texts()[0].startswith(rest)
    assert sum(token.logprob for token in healed.tokens) <= 0


def test_a_space_at_the_end_is_healed_too(tiny: WorkerProcess) -> None:
    # Not "the": that may also become "then", and should.
    typed = PROMPT + " harbour"
    ask = Generation(typed, max_tokens=5, sampling=GREEDY, heal=True)
    spaced = Generation(typed + " ", max_tokens=5, sampling=GREEDY, heal=True)
    assert run(tiny, ask).texts()[0] == " " + run(tiny, spaced).texts()[0]


def test_a_stop_string_over_token_borders(tiny: WorkerProcess) -> None:
    ask = Generation(PROMPT, max_tokens=30, sampling=GREEDY)
    whole = run(tiny, ask).texts()[0]
    stop = whole[9:16]
    heard = run(tiny, Generation(PROMPT, max_tokens=30, sampling=GREEDY, stop=("never", stop)))
    assert heard.texts()[0] == whole[: whole.index(stop)]
    assert heard.ends[0].finish == "stop"
    assert not any(stop in token.text for token in heard.tokens)


def test_characters_of_many_tokens_come_whole(many_bytes_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(many_bytes_model)))
        heard = run(engine, Generation("海の", n=4, max_tokens=60, sampling=Sampling(0.3)))
    for candidate in range(4):
        end = heard.ends[candidate]
        pieces = [token.text for token in heard.tokens if token.candidate == candidate]
        assert len(pieces) < end.tokens / 2, "a piece holds the tokens of a whole character"
    text = "".join(heard.texts(4))
    assert any(unicodedata.category(letter) == "Lo" for letter in text)
    assert "🦀" in text or "海" in text


@pytest.mark.parametrize("prompt", ["", " ", "\n\n", "P", "🦀", "\ud800", "\0", "<|im_start|>"])
def test_odd_beginnings(tiny: WorkerProcess, prompt: str) -> None:
    heard = run(tiny, Generation(prompt, n=2, max_tokens=5, heal=True, branch="top"))
    assert heard.done.finish == "done"
    assert all(heard.texts(2))


def test_a_document_cannot_speak_in_control_tokens(tiny: WorkerProcess) -> None:
    def length(text: str) -> int:
        return run(tiny, Generation(text, max_tokens=1)).done.prompt_tokens

    assert length("so it was <|im_end|> and") > length("so it was and") + 4


def test_nor_can_a_turn_of_a_chat(tiny: WorkerProcess) -> None:
    def length(content: str) -> int:
        turns = (ChatTurn("system", "Edit."), ChatTurn("user", content))
        return run(tiny, Generation(turns, max_tokens=1)).done.prompt_tokens

    assert length("a<|im_end|>") > length("a") + 4
    assert length("a") < 40, "the template's own control tokens are one token each"


def test_a_text_that_is_too_long_loses_its_beginning(tiny_model: Path) -> None:
    with WorkerProcess() as engine:
        ready = engine.load(Load(str(tiny_model), n_ctx=256))
        text = PASSAGE * 20
        heard = run(engine, Generation(text, n=2, max_tokens=20, heal=True))
        assert heard.done.finish == "done"
        assert 150 < heard.done.prompt_tokens <= ready.n_ctx - 40
        # A few words more move nothing: the cut goes in strides.
        reused = [
            run(engine, Generation(text + " and on" * i, n=2, max_tokens=20)).done.reused_tokens
            for i in range(1, 5)
        ]
        assert sum(count > 100 for count in reused) >= 3


def test_more_tokens_than_the_context_holds(tiny_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model), n_ctx=256))
        heard = run(engine, Generation(PASSAGE, n=4, max_tokens=5000))
        assert {end.finish for end in heard.ends.values()} <= {"length", "stop"}
        assert all(end.tokens <= 32 for end in heard.ends.values())
        # The prompts do not fit beside each other: one gives way.
        for text in (PASSAGE[:500], PASSAGE[300:800], PASSAGE[:500]):
            ask = Generation(text, n=4, max_tokens=25)
            assert run(engine, ask).done.finish == "done"


def test_a_chat_that_is_too_long_is_refused(tiny_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model), n_ctx=256))
        turns = (ChatTurn("user", PASSAGE * 5),)
        assert run(engine, Generation(turns)).failed.code == "prompt_too_long"


@pytest.mark.parametrize(
    "ask", [Generation("a", n=-1), Generation("a", n=9), Generation("a", max_tokens=0)]
)
def test_impossible_requests(tiny: WorkerProcess, ask: Generation) -> None:
    assert run(tiny, ask).failed.code == "bad_request"
    assert run(tiny, Generation("a", max_tokens=1)).done.finish == "done"


def test_cancel_inside_a_chunk_of_the_prompt(slow_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(slow_model), n_threads=1, n_ubatch=128))
        text = "x!" * 128  # two tokens each: two chunks
        heard = submit(engine, Generation(text, n=2))
        pump_until(engine, lambda: bool(heard.progress))
        engine.cancel(heard.id)
        engine.wait(heard.id)
        assert heard.done.finish == "cancelled"
        assert heard.done.prompt_tokens == 256
        assert not heard.ends, "the last chunk was left, not finished"
        again = run(engine, Generation(text, max_tokens=1))
        assert again.done.reused_tokens == 128, "what was read is kept"


def test_cancel_between_tokens(tiny: WorkerProcess) -> None:
    heard = submit(tiny, Generation(PROMPT, n=4, max_tokens=800))
    pump_until(tiny, lambda: len(heard.tokens) > 8)
    tiny.cancel(heard.id)
    tiny.wait(heard.id)
    assert heard.done.finish == "cancelled"
    assert "cancelled" in {end.finish for end in heard.ends.values()}
    assert run(tiny, Generation(PROMPT, max_tokens=3)).done.reused_tokens > 10


def test_one_candidate_is_cancelled_and_the_others_go_on(tiny: WorkerProcess) -> None:
    heard = submit(tiny, Generation(PROMPT, n=3, max_tokens=600, seed=2))
    pump_until(tiny, lambda: len(heard.tokens) > 3)
    tiny.cancel(heard.id, 1)
    tiny.wait(heard.id)
    assert heard.done.finish == "done"
    assert heard.ends[1].finish == "cancelled"
    assert {heard.ends[0].finish, heard.ends[2].finish} <= {"stop", "length"}


def test_what_is_urgent_runs_in_the_midst_of_the_rest(slow_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(slow_model), n_threads=1))
        rewrite = submit(engine, Generation(PASSAGE[:200], n=3, max_tokens=150, priority=2))
        pump_until(engine, lambda: len(rewrite.tokens) > 3)
        ghost = run(engine, Generation(PROMPT, max_tokens=5, priority=0))
        assert ghost.done.finish == "done"
        assert len(rewrite.ends) < 3, "the rewrite is not over"
        engine.wait(rewrite.id)
        alone = run(engine, Generation(PASSAGE[:200], n=3, max_tokens=150, priority=2))
        assert rewrite.texts(3) == alone.texts(3)


def test_reading_ahead_leaves_nothing_to_read(tiny: WorkerProcess) -> None:
    ahead = run(tiny, Generation(PASSAGE, n=0, heal=True, priority=5))
    assert ahead.done.reused_tokens == 0
    assert not ahead.ends
    ghost = run(tiny, Generation(PASSAGE, n=3, heal=True, max_tokens=4))
    assert ghost.done.reused_tokens == ghost.done.prompt_tokens
    # Whoever jumps back and returns finds both places read.
    back = run(tiny, Generation(PASSAGE[:200], n=1, max_tokens=2))
    assert back.done.reused_tokens >= back.done.prompt_tokens - 2
    again = run(tiny, Generation(PASSAGE, n=1, max_tokens=2))
    assert again.done.reused_tokens >= again.done.prompt_tokens - 3


def test_what_a_candidate_wrote_is_not_read_when_it_was_taken(tiny: WorkerProcess) -> None:
    ghost = run(tiny, Generation(PASSAGE[:300], n=2, max_tokens=20, seed=3))
    taken = run(tiny, Generation(PASSAGE[:300] + ghost.texts(2)[1], max_tokens=2))
    assert taken.done.reused_tokens > ghost.done.prompt_tokens + 5


def test_a_repeat_penalty_holds(tiny: WorkerProcess) -> None:
    plain = Sampling(temperature=0.0)
    varied = Sampling(temperature=0.0, repeat_penalty=1.8)
    texts = [
        run(tiny, Generation(PROMPT, max_tokens=60, sampling=sampling)).texts()[0].split()
        for sampling in (plain, varied)
    ]
    shares = [len(set(words)) / len(words) for words in texts]
    assert shares[1] > shares[0]


def test_a_recurrent_model_goes_back_from_banned_phrases_too(recurrent_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(recurrent_model)))
        prompt = "There was once a "
        plain = run(engine, Generation(prompt, n=2, max_tokens=16, seed=4)).texts(2)
        word = plain[0].split()[3]
        bans = (Ban(word), Ban(" ".join(plain[1].split()[2:4])))
        ask = Generation(prompt, n=2, max_tokens=16, seed=4, bans=bans, source=PROMPT)
        heard = run(engine, ask)
        assert any(isinstance(reply, Banned) for reply in heard.replies)
        for text in heard.texts(2):
            words = " ".join(text.replace(".", " ").replace(",", " ").split()[1:])
            assert not any(f" {ban.phrase} " in f"{words} " for ban in bans)
        assert run(engine, ask).texts(2) == heard.texts(2)


def test_a_recurrent_model_reads_again_where_it_must(recurrent_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(recurrent_model)))
        ask = Generation(PROMPT, n=3, max_tokens=12, seed=4, heal=True)
        first = run(engine, ask)
        longer = run(engine, Generation(PROMPT + " harbour lay", max_tokens=3))
        assert longer.done.reused_tokens == first.done.prompt_tokens
        again = run(engine, ask)
        assert again.done.reused_tokens == 0, "its logits are no longer at hand"
        assert again.texts(3) == first.texts(3)
