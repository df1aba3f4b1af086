"""The git history of a text, and repositories that have none."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.import_samples import Repository
from writer_app.errors import ImportRefused, NotReadable
from writer_app.services.imports import history
from writer_app.services.imports.edit import Edit, Left, Reason, judged
from writer_app.services.imports.history import read_history
from writer_app.services.imports.paragraphs import CELLS, likeness, paired

FIRST = "# A title\n\nIt was very dark.\n\nShe went out into the rain.\n\nThe end.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def read(path: Path, author: str = "") -> list[Edit | Left]:
    found = read_history(path, author, lambda done, total: None)
    return [judged(item) if isinstance(item, Edit) else item for item in found]


def edits(path: Path, author: str = "") -> list[tuple[str, str]]:
    return [(e.source, e.final) for e in read(path, author) if isinstance(e, Edit)]


def test_the_changed_paragraphs_of_each_commit_in_order(repository: Repository) -> None:
    repository.commit("a.md", FIRST)
    second = FIRST.replace("very dark", "dark").replace("The end.", "The end.\n\nOr not.")
    repository.commit("a.md", second, day=2)
    path = repository.commit("a.md", second.replace("into the rain", "into rain"), day=3)
    found = read(path)
    assert [item for item in found if isinstance(item, Left)] == [Left(Reason.NEW)] * 5
    one, two = (item for item in found if isinstance(item, Edit))
    assert (one.source, one.final) == ("It was very dark.", "It was dark.")
    assert one.before == "# A title\n\n"
    assert one.after == "\n\nShe went out into the rain.\n\nThe end.\n\nOr not."
    assert one.start == FIRST.index("It was")
    assert one.when == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert (two.source, two.final) == ("She went out into the rain.", "She went out into rain.")


def test_a_file_is_followed_to_its_earlier_names_and_folders(repository: Repository) -> None:
    repository.commit("a: strange 'name'.md", FIRST)
    (repository.folder / "part one").mkdir()
    repository.git("mv", "a: strange 'name'.md", "part one/-b.md")
    repository.git("commit", "-q", "-m", "x")
    path = repository.commit("part one/-b.md", FIRST.replace("very ", ""), day=3)
    assert edits(path) == [("It was very dark.", "It was dark.")]


def test_commits_are_chosen_by_who_made_them(repository: Repository) -> None:
    repository.commit("a.md", FIRST, author="Ann")
    repository.commit("a.md", FIRST.replace("very ", ""), author="Bob")
    path = repository.commit("a.md", FIRST.replace("very ", "").replace("The end", "End"), "Ann")
    assert edits(path, "bob@example") == [("It was very dark.", "It was dark.")]
    assert edits(path, "Ann") == [("The end.", "End.")]
    with pytest.raises(ImportRefused, match="no commit by “Zoe”"):
        read(path, "Zoe")


def test_merges_deletions_and_what_is_no_text(repository: Repository) -> None:
    repository.commit("a.md", FIRST)
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("a.md", FIRST.replace("very ", ""))
    repository.git("checkout", "-q", "main")
    repository.commit("other.md", "Else.")
    repository.git("merge", "-q", "--no-edit", "side")
    path = repository.folder / "a.md"
    assert edits(path) == [("It was very dark.", "It was dark.")]
    path.write_bytes(b"\0binary")
    repository.git("commit", "-q", "-a", "-m", "x")
    assert Left(Reason.BROKEN) in read(repository.commit("a.md", FIRST))


def test_what_cannot_be_read_is_told(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = repository.folder / "draft.md"
    with pytest.raises(NotReadable, match="no file"):
        read(draft)
    draft.write_text(FIRST, encoding="utf-8")
    with pytest.raises(ImportRefused, match="Nothing was ever committed"):
        read(draft)
    repository.commit("other.md", "Else.")
    loose = tmp_path / "loose.md"
    loose.write_text(FIRST, encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(ImportRefused, match="not in a git repository"):
        read(loose)
    draft = repository.folder / "fresh.md"
    draft.write_text(FIRST, encoding="utf-8")
    with pytest.raises(ImportRefused, match="no commit in the history"):
        read(draft)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ImportRefused, match="git is not installed") as caught:
        read(draft)
    assert "git-scm" in caught.value.hint


def test_a_name_is_no_pattern_and_a_link_leads_to_the_text(
    repository: Repository, tmp_path: Path
) -> None:
    for name in ("one1.md", "one[1].md", ":(top)one1.md"):
        repository.commit(name, FIRST)
    path = repository.commit("one1.md", FIRST.replace("very ", ""), day=2)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    assert edits(link) == edits(path) == [("It was very dark.", "It was dark.")]
    assert edits(repository.folder / "one[1].md") == []
    assert edits(repository.folder / ":(top)one1.md") == []


def test_a_date_that_is_none_and_a_file_larger_than_any_text(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("a.md", FIRST)
    long = "word " * 300 + FIRST
    repository.commit("a.md", long, day=2)
    repository.commit("a.md", FIRST, day=3)
    path = repository.commit("a.md", FIRST.replace("very ", ""), day=4)
    monkeypatch.setattr(history, "MAX_BYTES", 1_000)
    monkeypatch.setattr(history, "_CHUNK", 100)
    monkeypatch.setattr(history, "_FORMAT", "--format=%x1e%an <%ae>%x1f2026-03-04T12:00+518:00%x1f")
    found = read(path)
    assert found.count(Left(Reason.BROKEN)) == 2
    (edit,) = (item for item in found if isinstance(item, Edit))
    assert (edit.final, edit.when) == ("It was dark.", None)


def test_what_git_no_longer_says_is_left_out(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("a.md", FIRST)
    repository.commit("a.md", FIRST.replace("very ", ""), day=2)
    path = repository.commit("a.md", FIRST, day=3)
    opened = history._Contents.__enter__

    def ended(contents: history._Contents) -> history._Contents:
        contents._process.kill()
        contents._process.wait()
        return opened(contents)

    monkeypatch.setattr(history._Contents, "__enter__", ended)
    assert read(path) == [Left(Reason.BROKEN)] * 3


def test_nothing_that_a_repository_names_is_run(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    for name in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command"):
        repository.git("config", name, f"touch {trap}; false")
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "gpg.program", f"touch {trap}")
    repository.commit(".gitattributes", "*.md diff=x\n")
    repository.commit("a.md", FIRST)
    path = repository.commit("a.md", FIRST.replace("very ", ""))
    trap.unlink(missing_ok=True)  # git itself may have asked it while this was committed
    assert edits(path) == [("It was very dark.", "It was dark.")]
    assert not trap.exists()


words = st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six"]), max_size=4).map(
    " ".join
)


@given(st.lists(words, max_size=8), st.lists(words, max_size=8))
def test_every_paragraph_is_in_one_pair_and_in_order(before: list[str], after: list[str]) -> None:
    pairs = list(paired(before, after) or ())
    assert [i for i, _ in pairs if i is not None] == list(range(len(before)))
    assert [j for _, j in pairs if j is not None] == list(range(len(after)))


@given(st.lists(words, max_size=8))
def test_the_same_paragraphs_pair_up(texts: list[str]) -> None:
    assert list(paired(texts, texts) or ()) == [(n, n) for n in range(len(texts))]


def test_the_likeliest_pair_up_and_others_are_apart() -> None:
    before = ["The cat sat on the mat.", "A long day of rain."]
    after = [
        "Something else entirely now.",
        "A day of rain.",
        "The cat sat on a mat.",
        "Rain all day.",
    ]
    assert list(paired(before, after) or ()) == [
        (None, 0),
        (None, 1),
        (0, 2),
        (1, 3),
    ]
    assert likeness("The Cat", "the cat") == 1
    assert likeness("", "") == 0


def test_too_much_at_once_is_said_and_not_tried(repository: Repository) -> None:
    many = int(CELLS**0.5) + 1
    old = [f"old {n} {n}" for n in range(many)]
    assert paired(old, [f"new {n} {n}" for n in range(many)]) is None
    repository.commit("a.md", "\n\n".join(old))
    path = repository.commit("a.md", "\n\n".join(f"new {n} {n}" for n in range(many)))
    assert read(path)[-1] == Left(Reason.MUCH)
