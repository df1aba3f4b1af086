"""Drafts for rewriting: the pointer finds its way after every kind of divergence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.worker.drafts import Draft


class Rewriting:
    """A draft over spelt-out tokens: texts are cut at every `|`."""

    def __init__(self, source: str) -> None:
        self._pieces: list[bytes] = []
        self.draft = Draft(self._tokens(source), self._pieces)

    def writes(self, text: str) -> None:
        for token in self._tokens(text):
            self.draft.accept(token)

    def proposes(self, most: int) -> str:
        return "|".join(self._pieces[token].decode() for token in self.draft.propose(most))

    def _tokens(self, text: str) -> list[int]:
        tokens = []
        for piece in text.encode().split(b"|"):
            if piece not in self._pieces:
                self._pieces.append(piece)
            tokens.append(self._pieces.index(piece))
        return tokens


LAMP = "The| lamp| had| burned| low| when| the| keeper| climbed| the| stairs|."


def test_a_copy_is_proposed_from_the_first_token_to_the_last() -> None:
    rewriting = Rewriting(LAMP)
    assert rewriting.proposes(3) == "The| lamp| had"
    rewriting.writes("The| lamp| had| burned| low")
    assert rewriting.proposes(99) == " when| the| keeper| climbed| the| stairs|."
    assert rewriting.draft.confidence > 0.9


@pytest.mark.parametrize(
    ("source", "written", "proposed"),
    [
        pytest.param("He| saw| te|h| lamp| burn", "He| saw| the", " lamp| burn", id="fewer tokens"),
        pytest.param("He| saw| yse|trd|ay| a| lamp", "He| saw| yester|day", " a| lamp", id="tail"),
        pytest.param("He| rec|ieved| a| lamp", "He| rec|eived", " a| lamp", id="end of a word"),
        pytest.param("He| walk| to| the| lamp", "He| walk|ed", " to| the| lamp", id="ending added"),
        pytest.param("He| saw| a| bright| lamp", "He| saw| a| dim", " lamp", id="word for word"),
        pytest.param("Well| he| came|.", "Well|,", " he| came|.", id="comma added"),
        pytest.param("Well|,| he| came|.", "Well| he", " came|.", id="comma left out"),
        pytest.param("Well|;| he| came|.", "Well|,", " he| came|.", id="mark for mark"),
        pytest.param("He| he| came| home", "He| came", " home", id="doubled word"),
        pytest.param("The| lamp| burned", " The", " lamp| burned", id="leading space"),
        pytest.param("他|看|见|了|灯|光", "他|瞧", "见|了|灯|光", id="no spaces between words"),
    ],
)
def test_the_guess_right_after_a_correction(source: str, written: str, proposed: str) -> None:
    rewriting = Rewriting(source)
    rewriting.writes(written)
    assert rewriting.proposes(9) == proposed


def test_words_left_out() -> None:
    rewriting = Rewriting(LAMP)
    rewriting.writes("The| lamp| had| burned| keeper")
    assert rewriting.proposes(2) == " climbed| the"


def test_words_added() -> None:
    rewriting = Rewriting(LAMP)
    rewriting.writes("The| lamp| had| by| then| already| burned")
    assert rewriting.proposes(2) == " low| when"


def test_a_sentence_written_anew_between_two_that_stay() -> None:
    rewriting = Rewriting(
        "It| was| late|.| Nobody| spoke| of| the| storm|.| The| keeper| went| up|."
    )
    rewriting.writes("It| was| late|.| Silence| filled| every| room|.| The| keeper")
    assert rewriting.proposes(2) == " went| up"


def test_sentences_in_another_order() -> None:
    rewriting = Rewriting("Rain| fell| hard|.| Ships| waited| outside|.| Gulls| cried| above|.")
    rewriting.writes(" Gulls| cried")
    assert rewriting.proposes(2) == " above|."
    rewriting.writes(" above|.| Rain| fell")
    assert rewriting.proposes(3) == " hard|.| Ships"


def test_what_stands_twice_is_sought_where_the_model_was() -> None:
    rewriting = Rewriting("a| b| c| x| one|.| d| e| f| x| two|.")
    rewriting.writes("a| b| c| q| x")
    assert rewriting.proposes(1) == " one"
    rewriting = Rewriting("a| b| c| x| one|.| d| e| f| x| two|.")
    rewriting.writes("a| b| c| x| one|.| d| e| x")
    assert rewriting.proposes(1) == " two"


def test_words_before_the_passage_do_not_lose_it() -> None:
    rewriting = Rewriting(LAMP)
    rewriting.writes("Here| is| the| passage|:|\n\n|The| lamp")
    assert rewriting.proposes(2) == " had| burned"


def test_trust_falls_with_a_divergence_and_comes_back() -> None:
    rewriting = Rewriting(LAMP)
    rewriting.writes("The| lamp| had")
    before = rewriting.draft.confidence
    rewriting.writes(" glowed")
    diverged = rewriting.draft.confidence
    rewriting.writes(" low")
    confirmed = rewriting.draft.confidence
    assert diverged < confirmed
    assert diverged < 0.8 < before
    rewriting.writes(" when| the")
    assert rewriting.draft.confidence > 0.9


def test_trust_falls_further_the_longer_the_model_goes_its_own_way() -> None:
    rewriting = Rewriting(LAMP)
    trust = []
    for word in (" Nobody", " had", " ever", " seen", " such", " weather", " before", " now"):
        rewriting.writes(word)
        trust.append(rewriting.draft.confidence)
    assert trust[-1] < 0.3
    assert trust[-1] == min(trust)


def test_a_candidate_that_keeps_changing_things_is_trusted_less() -> None:
    faithful, free = Rewriting(LAMP), Rewriting(LAMP)
    faithful.writes("The| lamp| had| burned| low| when| the| keeper| climbed")
    free.writes("A| lamp| has| burned| dim| when| our| keeper| climbed")
    assert faithful.proposes(1) == free.proposes(1) == " the"
    assert free.draft.confidence < faithful.draft.confidence


def test_a_source_used_up_still_gives_a_guess_without_trust() -> None:
    rewriting = Rewriting("One| two")
    rewriting.writes("One| two| three")
    assert len(rewriting.draft.propose(4)) >= 1
    assert rewriting.draft.confidence < 0.2


def test_no_source_gives_no_draft() -> None:
    draft = Draft([], [b" a"])
    draft.accept(0)
    assert draft.propose(4) == []
    assert draft.confidence == 0.0


def test_more_than_was_written_cannot_be_taken_back() -> None:
    draft = Draft([0], [b" a"])
    draft.accept(0)
    with pytest.raises(ValueError, match="2 of 1"):
        draft.rewind(2)
    with pytest.raises(ValueError, match="-1 of 1"):
        draft.rewind(-1)


PIECES = [b" the", b" te", b"h", b",", b"\n", b"", b"\xe2\x80", "見".encode(), b" keeper", b"ed"]
TOKENS = st.lists(st.integers(0, len(PIECES) - 1), max_size=40)


@given(TOKENS, TOKENS, st.integers(-1, 50))
def test_any_sequence_is_followed(source: list[int], written: list[int], most: int) -> None:
    draft = Draft(source, PIECES)
    for token in [*written, *source]:
        proposed = draft.propose(most)
        assert len(proposed) <= max(0, most)
        assert bool(proposed) == (most > 0 and bool(source))
        assert proposed == [] or bytes(proposed) in bytes(source)
        assert 0.0 <= draft.confidence < 1.0
        draft.accept(token)


@given(TOKENS, TOKENS, TOKENS)
def test_what_was_taken_back_leaves_no_trace(
    source: list[int], written: list[int], taken_back: list[int]
) -> None:
    draft, straight = Draft(source, PIECES), Draft(source, PIECES)
    for token in written:
        draft.accept(token)
        straight.accept(token)
    for token in taken_back:
        draft.accept(token)
    draft.rewind(len(taken_back))
    for token in [*taken_back, *source]:
        assert (draft.propose(50), draft.confidence) == (straight.propose(50), straight.confidence)
        draft.accept(token)
        straight.accept(token)


@given(st.lists(st.integers(0, len(PIECES) - 1), min_size=1, max_size=40))
def test_a_source_without_repeats_is_copied_whole(tokens: list[int]) -> None:
    source = list(dict.fromkeys(tokens))
    draft = Draft(source, PIECES)
    for position, token in enumerate(source):
        assert draft.propose(50) == source[position:]
        draft.accept(token)
