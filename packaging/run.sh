#!/bin/sh
# Opens the editor on your copy of the sample draft; without a display, runs the tour:  run.sh BIN
set -eu
bin=$1

if ! "$bin/python" -m writer_app.cli.display; then
    echo "Running the tour instead: it drives the same window, out of sight, and leaves"
    echo "screenshots in tour-out/."
    exec "$bin/writer-app" tour --out tour-out
fi
mkdir -p drafts
[ -e drafts/welcome.md ] || cp assets/samples/welcome.md drafts/welcome.md
exec "$bin/writer-app" drafts/welcome.md
