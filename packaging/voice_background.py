"""Makes `assets/voice/background.json.gz` out of texts that are not ours to ship whole.

    python packaging/voice_background.py DATA OUT.json.gz [--without AUTHOR]...

DATA holds `voices/AUTHOR/*.txt` (people) and `slop/machine_prose.jsonl` (models: a JSON object
with "text" a line). `--without` leaves an author out, for a benchmark that tests that author.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from writer_app.voice.background import Background


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", action="append", default=[], metavar="AUTHOR")
    asked = parser.parse_args()
    books = sorted((asked.data / "voices").glob("*/*.txt"))
    human = [b.read_text("utf-8") for b in books if b.parent.name not in asked.without]
    lines = (asked.data / "slop" / "machine_prose.jsonl").read_text("utf-8").splitlines()
    background = Background.of(human, [json.loads(line)["text"] for line in lines])
    asked.out.write_bytes(background.to_bytes())
    print(
        f"{background.human.words:,} words of people, {background.machine.words:,} of models, "
        f"{asked.out.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main()
