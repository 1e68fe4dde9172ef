#!/usr/bin/env bash
# Make .venv and install the pinned packages; with "dev" also what tests and checkers need.
# Nothing is installed again until the pinned set changes.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

newest_python() {
    local name
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    stop "Cần Python 3.11 trở lên: apt install python3 python3-venv" \
        "Python 3.11 or later is needed: apt install python3 python3-venv"
}

make_environment() {
    local python
    python="$(newest_python)"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "Thiếu gói python3-venv: apt install python3-venv" \
            "The package python3-venv is missing: apt install python3-venv"
    "$python" -m venv --clear .venv
}

install_pinned() { # a name for the stamp, then the requirement file
    local stamp=".venv/$1.sha256"
    if sha256sum --check --status "$stamp" 2>/dev/null; then
        return
    fi
    echo "Đang cài các gói trong $2 (một lần, khoảng một phút) … / Installing $2 …"
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes -r "$2"
    sha256sum "$2" >"$stamp"
}

# The scripts in .venv/bin name their place: a checkout that was moved needs new ones.
grep -qsF "$PWD/.venv/bin/python" .venv/bin/pip || make_environment

install_pinned runtime requirements.txt
# Compiled once here, also where Python is told to write no bytecode: the start then takes three quarters.
.venv/bin/python -m compileall -q tracker wsgi.py
if [ "${1:-}" = dev ]; then
    install_pinned dev requirements-dev.txt
fi
