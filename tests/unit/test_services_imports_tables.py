"""Edits in CSV and JSON, as tables come: in other encodings, under other names, half broken."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from writer_app.errors import ImportRefused, NotText
from writer_app.services.imports.edit import AROUND, Edit, Left, Reason
from writer_app.services.imports.tables import PAIRS, Columns, read_csv, read_json

OLD, NEW = "It was very dark.", "It was dark."


def nobody(done: int, total: int) -> None:
    """Does not listen."""


def from_csv(path: Path, *columns: str) -> list[Edit | Left]:
    return list(read_csv(path, Columns(*columns), nobody))


def from_json(path: Path, *columns: str) -> list[Edit | Left]:
    return list(read_json(path, Columns(*columns), nobody))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "edits.csv"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return tmp_path / "edits.jsonl"


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("dress", [str, str.upper, lambda name: f" {name[:3]}-{name[3:]}"])
def test_columns_are_found_by_their_names(
    table: Path, pair: tuple[str, str], dress: object
) -> None:
    assert callable(dress)
    table.write_text(f"n,{dress(pair[0])},{dress(pair[1])}\n1,{OLD},{NEW}\n", encoding="utf-8")
    assert from_csv(table) == [Edit(OLD, NEW)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(table: Path, encoding: str, delimiter: str) -> None:
    old, new = "He sat in the „Café“ – and wrote.", "He wrote in the “Café”…"
    text = delimiter.join(("before", "after")) + "\r\n" + delimiter.join((old, new))
    table.write_bytes(text.encode(encoding))
    assert from_csv(table) == [Edit(old, new)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            *(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1),) * 2
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_comes_in(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    table, lines, whole = (tmp_path / f"edits.{kind}" for kind in ("csv", "jsonl", "json"))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("before", "after"))
        writer.writerows(rows)
    objects = [{"before": old, "after": new} for old, new in rows]
    lines.write_text("\n".join(map(json.dumps, objects)), encoding="utf-8")
    whole.write_text(json.dumps(objects, indent=1), encoding="utf-8")
    wanted = [Edit(old, new) for old, new in rows]
    try:
        assert from_csv(table) == wanted
    except NotText:
        # Control characters make text of a kind that no table has.
        assert any(
            unicodedata.category(sign).startswith("C") for row in rows for sign in "".join(row)
        )
    assert from_json(lines) == wanted
    assert from_json(whole) == wanted


def test_columns_may_be_named(table: Path) -> None:
    table.write_text(f"mine,theirs\n{NEW},{OLD}\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="which columns") as caught:
        from_csv(table)
    assert "mine, theirs" in caught.value.hint
    assert from_csv(table, "theirs", "mine") == [Edit(OLD, NEW)]
    with pytest.raises(ImportRefused, match="no column “hers”"):
        from_csv(table, "hers", "mine")


@pytest.mark.parametrize("columns", [(), ("theirs", "mine")])
def test_an_empty_table_is_said_to_be_empty(table: Path, columns: tuple[str, ...]) -> None:
    table.write_text("", encoding="utf-8")
    with pytest.raises(ImportRefused, match="nothing in") as caught:
        from_csv(table, *columns)
    assert caught.value.hint


def test_a_prompt_stands_before_and_a_document_names_the_text(table: Path) -> None:
    table.write_text(f"doc,prompt,before,after\nnovel,Night fell. ,{OLD},{NEW}\n", encoding="utf-8")
    assert from_csv(table) == [Edit(OLD, NEW, before="Night fell. ", part="novel")]


def test_long_cells_and_short_rows(table: Path) -> None:
    long = "word " * 60_000
    table.write_text(f"before,after\n{long},{NEW}\n{OLD}\n", encoding="utf-8")
    assert from_csv(table) == [Edit(long, NEW), Left(Reason.BROKEN, "row 2")]


def test_a_broken_line_is_named_and_the_others_come_in(lines: Path) -> None:
    row = json.dumps({"before": OLD, "after": NEW})
    lines.write_text(f"{row}\n{row[:20]}\n\n{row}\n{{}}\n17\n", encoding="utf-8")
    assert from_json(lines) == [
        Left(Reason.BROKEN, "line 2"),
        Left(Reason.BROKEN),
        Edit(OLD, NEW),
        Edit(OLD, NEW),
        Left(Reason.BROKEN, "row 3"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no json", "holds no JSON"),
        ("", "holds no JSON"),
        ("[" * 100_000, "not whole"),
        ('[{"before": "a"},\n {"before": "b"', "at line 2"),
        ("[1, 2]", "nothing in"),
        ("[]", "nothing in"),
        ('{"a": 1}', "which columns"),
    ],
)
def test_json_that_is_of_no_use(lines: Path, text: str, says: str) -> None:
    lines.write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused, match=says) as caught:
        from_json(lines)
    assert caught.value.hint


def test_a_binary_file_is_no_table(table: Path) -> None:
    table.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(NotText):
        from_csv(table)


def test_edits_that_are_marked_come_in_one_by_one(lines: Path) -> None:
    text = "He was very tired. He sat down. He was very old."
    row = {
        "preedit": text,
        "postedit": "He was tired. He was old.",
        "fine_grained_edits": [
            {"originalText": "very tired", "editedText": "tired"},
            {"originalText": " He sat down.", "editedText": ""},
            {"originalText": "very", "editedText": "so"},
        ],
    }
    lines.write_text(json.dumps(row), encoding="utf-8")
    first, second, third = from_json(lines)
    assert first == Edit(
        "very tired", "tired", "He was ", text[17:], start=7, part="1", marked=True
    )
    # What goes whole is given with its sentence, for nothing is no text.
    assert isinstance(second, Edit)
    assert (second.source, second.final) == (
        "He was very tired. He sat down.",
        "He was very tired.",
    )
    assert isinstance(third, Edit)
    assert (third.before[-7:], third.source, third.after) == ("He was ", "very", " old.")


def test_of_what_stands_around_a_little_is_taken(lines: Path) -> None:
    text = f"{'a' * AROUND} very dark {'z' * AROUND}"
    marks = [{"originalText": "very dark", "editedText": "dark"}]
    rows = [
        {"before": text, "after": "x", "prompt": "p" * 9, "fine_grained_edits": marks},
        {"before": OLD, "after": NEW, "prompt": text},
    ]
    lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    one, two = (edit for edit in from_json(lines) if isinstance(edit, Edit))
    assert one.before == f"{'a' * (AROUND - 1)} "
    assert one.after == f" {'z' * (AROUND - 1)}"
    assert two.before == text[-AROUND:]


@pytest.mark.parametrize(
    ("gone", "source", "final"),
    [
        ("Two is.", "One is. Two is.", "One is. "),
        ("One is.", "One is.  Two is.", "  Two is."),
        ("is. Three", "Two is. Three was.", "Two  was."),
    ],
)
def test_a_sentence_that_goes_is_given_with_one_beside_it(
    lines: Path, gone: str, source: str, final: str
) -> None:
    edits = [{"originalText": gone, "editedText": ""}]
    text = "One is.  Two is. Three was." if source.startswith("One is.  ") else None
    text = text or "One is. Two is. Three was."
    lines.write_text(json.dumps({"preedit": text, "postedit": "x", "fine_grained_edits": edits}))
    (edit,) = from_json(lines)
    assert isinstance(edit, Edit)
    assert (edit.source, edit.final) == (source, final)
    assert edit.before + edit.source + edit.after == text


@pytest.mark.parametrize(
    "edits", [None, [], "x", [3], [{"originalText": "not there", "editedText": ""}]]
)
def test_marked_edits_that_are_not_all_found_leave_the_paragraph(
    lines: Path, edits: object
) -> None:
    lines.write_text(json.dumps({"preedit": OLD, "postedit": NEW, "fine_grained_edits": edits}))
    assert from_json(lines) == [Edit(OLD, NEW)]
