"""Word documents and git repositories to import from."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def came(
    text: str, author: str = "Ann", date: str = "2026-03-01T10:00:00Z", tag: str = "ins"
) -> str:
    return f'<w:{tag} w:id="1" w:author="{author}" w:date="{date}">{run(text)}</w:{tag}>'


def went(
    text: str, author: str = "Ann", date: str = "2026-03-01T10:00:00Z", tag: str = "del"
) -> str:
    return f'<w:{tag} w:author="{author}" w:date="{date}">{run(text, "delText")}</w:{tag}>'


def paragraph(*inside: str, mark: str = "", author: str = "Ann") -> str:
    """`mark`: "ins" or "del", where its end was tracked."""
    changed = f'<w:rPr><w:{mark} w:author="{author}"/></w:rPr>' if mark else ""
    return f"<w:p><w:pPr><w:jc/>{changed}</w:pPr>{''.join(inside)}</w:p>"


def docx(path: Path, *paragraphs: str, head: str = "", name: str = "word/document.xml") -> Path:
    body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{head}{body}')
    return path


class Repository:
    """A git repository that answers to nobody's settings but its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def commit(self, file: str, text: str, author: str = "Ann", day: int = 1) -> Path:
        path = self.folder / file
        path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", author=author, day=day)
        return path

    def git(self, *arguments: str, author: str = "Ann", day: int = 1) -> None:
        when = f"2026-03-{day:02}T12:00:00+00:00"
        who = {"NAME": author, "EMAIL": f"{author.lower()}@example.org", "DATE": when}
        names = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who.items()}
        subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=os.environ | names | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
            check=True,
            capture_output=True,
        )
