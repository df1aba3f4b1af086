"""Tracked changes of Word documents, and files that are none."""

from __future__ import annotations

import contextlib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.import_samples import came, docx, paragraph, run, went
from writer_app.errors import ImportRefused, NotReadable
from writer_app.services.imports import docx as reader
from writer_app.services.imports.docx import read_docx
from writer_app.services.imports.edit import Edit, Left, Reason

THEN = datetime(2026, 3, 1, 10, tzinfo=UTC)


def read(path: Path, author: str = "") -> list[Edit | Left]:
    return list(read_docx(path, author, lambda done, total: None))


def edits(path: Path, author: str = "") -> list[tuple[str, str]]:
    return [(e.source, e.final) for e in read(path, author) if isinstance(e, Edit)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "novel.docx"


def test_a_changed_paragraph_stands_between_its_neighbours(file: Path) -> None:
    docx(
        file,
        paragraph(run("One "), run("was first.")),
        paragraph(run("Two was "), went("very "), run("dark."), came(" It rained.")),
        paragraph(run("Three.")),
    )
    (edit,) = read(file)
    assert edit == Edit(
        source="Two was very dark.",
        final="Two was dark. It rained.",
        before="One was first.\n\n",
        after="\n\nThree.",
        start=len("One was first.\n\n"),
        when=THEN,
    )


def test_authors_are_chosen_and_changes_by_others_count_as_accepted(file: Path) -> None:
    docx(
        file,
        paragraph(
            run("It was "), went("very "), run("dark"), came(", said Bob", "Bob Roe"), run(".")
        ),
        paragraph(run("So "), went("it ", "Bob Roe"), came("she ", "Bob Roe"), run("went.")),
    )
    assert edits(file) == [
        ("It was very dark.", "It was dark, said Bob."),
        ("So it went.", "So she went."),
    ]
    assert edits(file, "ann") == [("It was very dark, said Bob.", "It was dark, said Bob.")]
    assert edits(file, "bob roe") == [
        ("It was dark.", "It was dark, said Bob."),
        ("So it went.", "So she went."),
    ]
    with pytest.raises(ImportRefused, match="no tracked changes by “Zoe”"):
        read(file, "Zoe")


def test_what_came_and_went_again_is_in_neither(file: Path) -> None:
    inner = f'<w:ins w:author="Ann">{went("never ")}</w:ins>'
    docx(file, paragraph(run("It is "), inner, came("not "), run("so.")))
    assert edits(file) == [("It is so.", "It is not so.")]


def test_paragraphs_that_are_parted_or_joined(file: Path) -> None:
    docx(
        file,
        paragraph(run("One."), mark="ins"),
        paragraph(run(" Two.")),
        paragraph(run("Three."), mark="del"),
        paragraph(run(" Four.")),
        paragraph(run("Five.")),
    )
    assert edits(file) == [("One. Two.", "One.\n\n Two."), ("Three.\n\n Four.", "Three. Four.")]


def test_whole_paragraphs_that_came_or_went_are_no_edits(file: Path) -> None:
    docx(
        file,
        paragraph(run("One.")),
        paragraph(came("New."), mark="ins"),
        paragraph(went("Old."), mark="del"),
        paragraph(run("Two "), came("more.")),
        paragraph(run("Three."), mark="ins"),
        paragraph(came("Also new.")),
    )
    found = read(file)
    assert [e for e in found if isinstance(e, Left)] == [
        Left(Reason.NEW),
        Left(Reason.EMPTY),
        Left(Reason.NEW),
    ]
    assert edits(file) == [("Two", "Two more.")]


def test_moves_tabs_breaks_fields_and_text_boxes(file: Path) -> None:
    box = (
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:txbxContent>'
        f"{paragraph(run('In the box.'))}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback>{paragraph(run('In the box.'))}</mc:Fallback></mc:AlternateContent>"
    )
    docx(
        file,
        paragraph(run("A"), "<w:r><w:tab/></w:r>", run("B"), "<w:r><w:br/></w:r>", came("C")),
        paragraph(run("Page "), run("PAGE", "instrText"), box, came("here.", tag="moveTo")),
        paragraph(
            run("Gone "), f'<w:moveFrom w:author="Ann">{run("there.")}</w:moveFrom>', run("x")
        ),
    )
    assert edits(file) == [
        ("A\tB", "A\tB\nC"),
        ("Page", "Page here."),
        ("Gone there.x", "Gone x"),
    ]


@pytest.mark.parametrize("date", ["yesterday", "0001-01-01T00:00:00+14:00"])
def test_a_bad_date_is_no_date(file: Path, date: str) -> None:
    docx(file, paragraph(run("It is "), came("so", date=date)))
    (edit,) = read(file)
    assert isinstance(edit, Edit)
    assert edit.when is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a Word document"),
        (b"Just a few words that somebody typed.", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        (b"PK\x03\x04" + bytes(200), "not a Word document"),
    ],
)
def test_what_is_no_document(file: Path, content: bytes, says: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ImportRefused, match=says) as caught:
        read(file)
    assert caught.value.hint


def test_a_file_that_is_not_there_or_another_zip(file: Path) -> None:
    with pytest.raises(NotReadable):
        read(file)
    docx(file, name="xl/workbook.xml")
    with pytest.raises(ImportRefused, match="is not a Word document"):
        read(file)


def test_a_document_that_is_cut_short_is_refused(file: Path) -> None:
    docx(file, paragraph(run("It is "), came("so.")))
    whole = file.read_bytes()
    for length in range(0, len(whole), 23):
        file.write_bytes(whole[:length])
        with pytest.raises(ImportRefused):
            read(file)


def test_a_document_with_a_byte_changed_is_read_or_refused(file: Path) -> None:
    docx(file, paragraph(run("It is "), came("so.")))
    whole = bytearray(file.read_bytes())
    for place in range(len(whole)):
        changed = whole.copy()
        changed[place] ^= 0x41
        file.write_bytes(changed)
        with contextlib.suppress(ImportRefused):
            assert read(file) is not None


def test_an_encrypted_part_is_told(file: Path) -> None:
    docx(file, paragraph(run("It is "), came("so.")))
    data = bytearray(file.read_bytes())
    # The flag of the second entry, in the table at the end.
    second = data.rindex(b"PK\x01\x02")
    data[second + 8] |= 1
    file.write_bytes(data)
    with pytest.raises(ImportRefused, match="locked"):
        read(file)


def test_entities_are_refused_before_they_grow(file: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY e SYSTEM "file:///etc/hostname">{laughs}]>'
    docx(file, paragraph(run("&l9; &e;"), came("so.")), head=head)
    with pytest.raises(ImportRefused, match="type of its own"):
        read(file)


def test_a_bomb_is_not_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_TEXT", 10_000)
    docx(file, paragraph(run("x" * 20_000), came("so.")))
    with pytest.raises(ImportRefused, match="unpacks to more"):
        read(file)
    # One that lies about its size ends where that says, and is no document then.
    data = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        size = archive.getinfo("word/document.xml").file_size
    file.write_bytes(data.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little")))
    with pytest.raises(ImportRefused, match="not a Word document"):
        read(file)


@pytest.mark.parametrize("tag", ["p", "ins"])
def test_nor_one_of_nothing_but_tags(file: Path, tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = reader.MAX_DEPTH + 1
    docx(file, f"<w:{tag}>" * deep, f"</w:{tag}>" * deep, paragraph(came("so.")))
    with pytest.raises(ImportRefused, match="unpacks to more"):
        read(file)
    monkeypatch.setattr(reader, "MAX_PARAGRAPHS", 10)
    docx(file, "<w:p/>" * 11, paragraph(came("so.")))
    with pytest.raises(ImportRefused, match="unpacks to more"):
        read(file)


def test_the_writer_may_stop_it(file: Path) -> None:
    docx(file, paragraph(run("It is "), came("so.")))

    class Stop(Exception):
        pass

    def heard(done: int, total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        list(read_docx(file, "", heard))
