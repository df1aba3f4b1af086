#!/bin/sh
# Opens the editor on your copy of the sample draft; without a display, runs the tour:  run.sh BIN
set -eu
bin=$1

# The only sure way to know of a display is to ask Qt for one; it aborts where there is none.
# The null platforms are no display either.
case "${QT_QPA_PLATFORM:-}" in
    offscreen* | minimal* | vnc*) display=no ;;
    *) if (ulimit -c 0; exec "$bin/python" -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])') \
           >/dev/null 2>&1; then display=yes; else display=no; fi ;;
esac

if [ "$display" = no ]; then
    echo "There is no display here, so the window can't be shown. Running the tour instead:"
    echo "it drives the same window, out of sight, and leaves screenshots in tour-out/."
    exec "$bin/writer-app" tour --out tour-out
fi
mkdir -p drafts
[ -e drafts/welcome.md ] || cp assets/samples/welcome.md drafts/welcome.md
exec "$bin/writer-app" drafts/welcome.md
