"""Rows that wait come back as the lines they would have been."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from writer_app.ledger.rowfiles import line
from writer_app.ledger.spool import Spool

DRAFT = "".join(f'The {n} mills, "as they said", at Łódź.\n\n' for n in range(20))
TYPED = st.text('ab\n"\\é\u2028', max_size=8)
PROMPTS = st.builds(
    lambda start, end, typed: DRAFT[start * 40 : end] + typed,
    st.integers(0, 2),
    st.integers(0, len(DRAFT)),
    TYPED,
)
PAIRS = st.builds(lambda prompt, text: {"prompt": prompt, "chosen": text}, PROMPTS, TYPED)
TEXTS = st.builds(lambda text: {"text": text}, PROMPTS)
TURNS = st.builds(lambda said: {"prompt": [{"role": "user", "content": said}]}, PROMPTS)


@given(st.one_of(*(st.lists(rows, max_size=12) for rows in (PAIRS, TEXTS, TURNS))))
def test_rows_come_back_in_their_order(rows: list[dict[str, Any]]) -> None:
    with TemporaryFile() as file:
        spool = Spool(file)
        for values in rows:
            spool.add(values)
        assert list(spool) == [line(values) for values in rows]


def test_what_rows_begin_with_in_common_is_kept_once() -> None:
    with TemporaryFile() as file:
        spool = Spool(file)
        for n in range(100):
            spool.add({"prompt": DRAFT + "word " * n, "chosen": "yes"})
        assert file.tell() < 2 * len(DRAFT) + 100 * (5 * 100 + 50)
        assert sum(map(len, spool)) > 100 * len(DRAFT)
