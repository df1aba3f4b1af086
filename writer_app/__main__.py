"""`writer-app` and `python -m writer_app`."""

from __future__ import annotations


def main() -> None:
    from writer_app.cli.main import run

    run()


if __name__ == "__main__":
    main()
