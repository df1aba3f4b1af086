from __future__ import annotations

import math

import pytest

from tests.benchmarks.voices.classifier import Classifier
from tests.benchmarks.voices.delta import Delta
from tests.benchmarks.voices.judging import auc
from tests.benchmarks.voices.recovery import Judge, Scores, over_authors, recovery
from tests.unit import two_authors

KNOWN = {
    "plain": ["\n\n".join(two_authors.plain(1, 60))],
    "winding": ["\n\n".join(two_authors.winding(2, 60))],
}
MACHINE = two_authors.machine(3, 60)


@pytest.fixture(params=[Delta, Classifier], scope="module")
def judge(request: pytest.FixtureRequest) -> Judge:
    made: Judge = request.param(KNOWN, MACHINE)
    return made


def test_an_author_scores_above_the_other_and_above_a_machine(judge: Judge) -> None:
    texts = {
        "plain": two_authors.plain(11, 5),
        "winding": two_authors.winding(12, 5),
        "machine": two_authors.machine(13, 5),
    }
    for author in KNOWN:
        scores = {name: judge.score(author, text) for name, text in texts.items()}
        assert max(scores, key=lambda name: scores[name]) == author


def test_words_that_say_something_do_not_count(judge: Judge) -> None:
    passage = two_authors.plain(21, 1)[0]
    other = passage.replace("door", "helm").replace("table", "wheel")
    assert other != passage
    assert judge.score("plain", [other]) == pytest.approx(judge.score("plain", [passage]), abs=0.3)


def test_half_way_back_is_between_plain_and_own(judge: Judge) -> None:
    own, drafts = two_authors.winding(31, 10), two_authors.machine(32, 10)
    floor, half, ceiling = (
        judge.score("winding", texts) for texts in (drafts, own[:5] + drafts[:5], own)
    )
    gap = ceiling - floor
    restored, worn = Scores(floor, half, gap), Scores(ceiling, half, gap)
    assert 0.2 < recovery([restored], 0.0) < 0.9
    assert recovery([restored], 0.0) == pytest.approx(recovery([worn], 1.0))


def test_what_is_left_alone_stays_where_it_was() -> None:
    same = [Scores(1.0, 1.0, 2.0), Scores(0.0, 0.0, 1.0)]
    assert recovery(same, 0.0) == 0
    assert recovery(same, 1.0) == 1
    assert recovery([Scores(1.0, 3.0, 2.0), Scores(0.0, 1.0, 1.0)], 0.0) == 1
    assert recovery([Scores(1.0, 0.0, 2.0), Scores(0.0, 0.0, 1.0)], 0.0) < 0


def test_an_author_near_to_the_plain_draft_does_not_rule_the_mean() -> None:
    near = Scores(1.0, 3.0, 0.01)
    assert recovery([near, Scores(0.0, 0.0, 3.0)], 0.0) < 1


def test_no_distance_between_plain_and_own_is_no_recovery() -> None:
    assert math.isnan(recovery([Scores(1.0, 2.0, 0.0)], 0.0))


def test_the_interval_holds_the_figure_and_grows_with_disagreement() -> None:
    def mean(values: object) -> float:
        assert isinstance(values, list | tuple)
        return float(sum(values) / len(values))

    alike = over_authors(mean, [1.0, 1.1, 0.9, 1.0])
    apart = over_authors(mean, [0.0, 2.0, 1.9, 0.1])
    for figure in (alike, apart):
        assert figure.low <= figure.value <= figure.high
    assert apart.high - apart.low > alike.high - alike.low
    assert over_authors(mean, [1.0, 1.1, 0.9, 1.0]) == alike, "the same draw every time"


def test_what_nothing_can_be_said_of_has_no_interval() -> None:
    figure = over_authors(lambda values: math.nan, [1.0, 2.0])
    assert all(math.isnan(part) for part in (figure.value, figure.low, figure.high))


def test_auc_is_how_often_the_one_is_above_the_other() -> None:
    assert auc([3.0, 2.0], [1.0, 2.0]) == pytest.approx(3.5 / 4)
    assert auc([1.0], [2.0]) == 0
