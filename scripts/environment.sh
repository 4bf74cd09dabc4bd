# Makes, checks and repairs the project's environments. Sourced by the scripts of the project, which have changed into
# its root; bash 3.2 (macOS) is enough.
#
#   use_environment FOLDER  says which environment is meant from here on; .venv until it is called
#   make_environment        leaves $environment_python: the interpreter that has all that requirements-dev.lock pins
#   find_python_of 3.12     prints the command of an interpreter of that version; fails where the machine has none
#
# PYTHON=/path/to/python3 chooses the interpreter that the environment is made from.

use_environment() {
    environment_folder=$1
    environment_python=$environment_folder/bin/python
    environment_stamp=$environment_folder/.wire-ingest-stamp
    environment_unfinished=$environment_folder/.wire-ingest-unfinished
}
use_environment .venv

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Succeeds when $1 is a Python that the project supports and that can make environments.
is_suitable_python() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

# Prints the command of the interpreter to use. 3.11 first: the lock file is made for it.
find_python() {
    local candidate
    if [ -n "${PYTHON:-}" ]; then
        is_suitable_python "$PYTHON" || die "PYTHON=$PYTHON is not a Python 3.11, 3.12 or 3.13 with the venv module."
        printf '%s\n' "$PYTHON"
        return
    fi
    for candidate in python3.11 python3.12 python3.13 python3 python; do
        if is_suitable_python "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    die "Python 3.11, 3.12 or 3.13 with the venv module is needed: install one (Debian and Ubuntu: python3 and" \
        "python3-venv; macOS: brew install python@3.11) or name it with PYTHON=/path/to/python3."
}

# Prints the command of an interpreter of version $1 (3.12): one on the PATH, or one that pyenv installed, whose commands
# on the PATH answer only where the version was chosen for the folder.
find_python_of() {
    local candidate
    for candidate in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/"python$1"; do
        if is_suitable_python "$candidate" && is_python_of "$1" "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

# Succeeds when $2 is an interpreter of version $1.
is_python_of() {
    "$2" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != sys.argv[1])' "$1" >/dev/null 2>&1
}

# Prints what the environment was made from: another lock, packaging or folder means that it must be made again.
describe_environment() {
    cat requirements-dev.lock setup.py pyproject.toml | cksum
    pwd -P
    "$environment_python" --version 2>&1
}

# Succeeds when the environment is whole and made from the present lock file.
is_environment_current() {
    [ -x "$environment_python" ] && [ -f "$environment_stamp" ] && [ ! -e "$environment_unfinished" ] &&
        [ "$(describe_environment 2>/dev/null)" = "$(cat "$environment_stamp")" ]
}

# Succeeds when the environment can be brought up to date in place, also one that somebody made by hand. A folder whose setup was
# interrupted cannot be trusted, and one that was moved holds scripts that point at its old place.
is_environment_mendable() {
    [ ! -e "$environment_unfinished" ] && is_environment_at_home &&
        is_suitable_python "$environment_python" && "$environment_python" -m pip --version >/dev/null 2>&1
}

is_environment_at_home() {
    [ ! -f "$environment_stamp" ] || [ "$(sed -n 2p "$environment_stamp")" = "$(pwd -P)" ]
}

make_environment() {
    local chosen
    if is_environment_current; then
        return
    fi
    if ! is_environment_mendable; then
        chosen=$(find_python)
        echo "Making $environment_folder with $("$chosen" --version 2>&1)."
        "$chosen" -m venv --clear "$environment_folder" || die "Could not make $environment_folder with $chosen."
    fi
    : >"$environment_unfinished"
    echo "Installing what requirements-dev.lock pins; the first time this downloads about 400 MB."
    run_pip install --require-hashes -r requirements-dev.lock
    # setuptools is pinned in the lock file, so the build needs no environment and no download of its own.
    run_pip install --no-deps --no-build-isolation --editable .
    describe_environment >"$environment_stamp"
    rm -f "$environment_unfinished"
}

run_pip() {
    "$environment_python" -m pip --disable-pip-version-check --quiet "$@" ||
        die "pip could not finish: see above. The next start begins the environment anew."
}
