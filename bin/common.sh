# Shared by bin/run and bin/test: finds Python, system packages and the virtual environment. Sourced, not run.

say() { printf '%s\n' "$*" >&2; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    say "Python 3.11 or newer is needed and was not found."
    say "On Debian 12 type:  apt-get install -y python3 python3-venv"
    return 3
}

# Not `grep -q`: it would leave early, and with pipefail the broken pipe would count as "not found".
has_library() { { /sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null; } | grep -F "$1" >/dev/null; }

# The packages of Debian that are missing for running the program, one a line.
missing_to_run() {
    [ -x .venv/bin/python ] || "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    has_library libpango-1.0.so.0 || echo libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
    has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    [ -e /usr/share/fonts/truetype/croscore/Tinos-Regular.ttf ] || echo fonts-croscore
    command -v msgfmt >/dev/null || echo gettext
}

# install_system NAME…: with apt where this is Debian and we may, otherwise say what to type and end with 3.
install_system() {
    [ $# -gt 0 ] || return 0
    local sudo_line="apt-get update && apt-get install -y --no-install-recommends $*"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing system packages: $*"
        if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@"; } </dev/null >&2; then
            say "These packages could not be installed. Type as root:"
            say "  $sudo_line"
            exit 3
        fi
    else
        say "System packages are missing. Type as root:"
        say "  $sudo_line"
        exit 3
    fi
}

# install_python FILE: make .venv where there is none; install FILE when it, or the Python, has changed.
install_python() {
    local wanted stamp=".venv/.installed-$1"
    if ! .venv/bin/python -c '' 2>/dev/null; then
        rm -rf .venv
        if command -v uv >/dev/null 2>&1; then uv venv -q --python "$PYTHON" .venv; else "$PYTHON" -m venv .venv; fi
    fi
    wanted=$( (cat requirements.txt "$1"; .venv/bin/python -V) | sha256sum)
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
    say "Installing Python packages ($1) …"
    if command -v uv >/dev/null 2>&1; then
        uv pip install -q --compile-bytecode --python .venv/bin/python -r "$1"
    elif .venv/bin/python -m uv --version >/dev/null 2>&1 || .venv/bin/python -m pip install -q uv >/dev/null 2>&1; then
        .venv/bin/python -m uv pip install -q --compile-bytecode --python .venv/bin/python -r "$1"
    else
        .venv/bin/python -m pip install -q -r "$1"
    fi </dev/null >&2
    printf '%s' "$wanted" >"$stamp"
}

# Before Python starts: a process that has looked for translations once does not look again.
compile_messages() {
    local source
    for source in locale/*/LC_MESSAGES/*.po; do
        [ "${source%.po}.mo" -nt "$source" ] || msgfmt --check --output-file "${source%.po}.mo" "$source"
    done
}
