#!/bin/sh
# Sees to a Chromium and a Chinese font for the browser tests, or says why it cannot.
# First choice is Debian's package; where that cannot be installed, Playwright's own download.
# With the word "packages" it stops after the first, which needs no virtual environment.
set -eu
cd "$(dirname "$0")/.."

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install_packages() {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

wanted=""
found() { [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ]; }

found || wanted="chromium-headless-shell"
ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1 || wanted="$wanted fonts-noto-cjk"

if [ -n "$wanted" ] && may_install; then
    echo "Installing $wanted"
    # Unquoted on purpose: one word a package.
    install_packages $wanted || echo "apt-get could not install $wanted" >&2
fi

if found || [ "${1:-}" = packages ]; then
    exit 0
fi
if .venv/bin/playwright install chromium; then
    exit 0
fi
echo "The browser tests need Chromium. Install the package chromium-headless-shell," >&2
echo "or let '.venv/bin/playwright install chromium' reach its download server." >&2
exit 1
