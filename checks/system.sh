#!/bin/sh
# What the system must have. As root on Debian it is installed; else a sentence says what to install.
#   system.sh python INTERPRETER   a Python that can make environments
#   system.sh test                 Chromium and its driver, fonts of every script, gettext
set -eu

install_or_say() { # what for, Debian packages..., and what to do where this is no Debian
  reason=$1
  packages=$2
  elsewhere=$3
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "    $reason: installing $packages ..."
    DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >/dev/null
    # shellcheck disable=SC2086 # the packages are words
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages \
      </dev/null >/dev/null
  else
    echo "$reason. On Debian, as root: apt-get install $packages. $elsewhere" >&2
    exit 1
  fi
}

can_make_environments() {
  "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

has_browser() {
  test -n "${UPSTANDER_CHROMIUM:-}" || command -v chromium >/dev/null 2>&1 ||
    test -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ||
    test -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

can_drive_browser() { # the program that Playwright brings along is linked to it
  test "$(uname)" = Darwin || /sbin/ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1 '
}

has_font() {
  test "$(uname)" = Darwin ||
    find /usr/share/fonts "$HOME/.local/share/fonts" -iname "*Noto*$1*" 2>/dev/null | grep -q .
}

case "$1" in
  python)
    test -n "$2" || { echo "Python 3.11 or newer is missing: install it first." >&2; exit 1; }
    can_make_environments "$2" ||
      install_or_say "Python 3.11 or newer with venv is needed" "python3 python3-venv" \
        "On macOS: brew install python@3.11."
    ;;
  test)
    missing=""
    has_browser || missing="$missing chromium"
    can_drive_browser || missing="$missing libatomic1"
    { has_font Gurmukhi && has_font CJK; } || missing="$missing fonts-noto-core fonts-noto-cjk"
    command -v xgettext >/dev/null 2>&1 || missing="$missing gettext"
    test -z "$missing" || install_or_say "The tests need a browser, its driver, fonts and gettext" \
      "${missing# }" \
      "On macOS: brew install --cask chromium && brew install gettext."
    ;;
esac
