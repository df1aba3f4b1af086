"""llama-server's best flags for each case, found by trying.

`-fa off`: flash attention doubles the time of a step on a CPU. A small `-b` lets it notice between
two batches that nobody waits any more. `--cache-reuse` shifts what it knows behind a changed word
into place; such values were computed with the old word, so it is quicker than it is right.
"""

from __future__ import annotations

DOCUMENT = ("-fa", "off", "-b", "128", "-ub", "128", "--cache-reuse", "64")
FOUR = ("-fa", "off", "--kv-unified")
PLAIN = ("-fa", "off")
REWRITE: tuple[tuple[str, ...], ...] = (
    ("--spec-default",),
    ("--spec-type", "ngram-simple"),
    (
        "--spec-type",
        "ngram-simple",
        "--spec-ngram-simple-size-n",
        "3",
        "--spec-ngram-simple-size-m",
        "8",
    ),
    (
        "--spec-type",
        "ngram-map-k",
        "--spec-ngram-map-k-size-n",
        "3",
        "--spec-ngram-map-k-size-m",
        "8",
    ),
    (
        "--spec-type",
        "ngram-map-k",
        "--spec-ngram-map-k-size-n",
        "4",
        "--spec-ngram-map-k-size-m",
        "16",
    ),
    (
        "--spec-type",
        "ngram-map-k4v",
        "--spec-ngram-map-k4v-size-n",
        "3",
        "--spec-ngram-map-k4v-size-m",
        "8",
    ),
    (
        "--spec-type",
        "ngram-mod",
        "--spec-ngram-mod-n-match",
        "4",
        "--spec-ngram-mod-n-min",
        "1",
        "--spec-ngram-mod-n-max",
        "16",
    ),
    ("--spec-type", "ngram-cache"),
)
"""Tried once each; the quickest are measured."""
