# Read by bin/run and bin/test: sets `python` to a Python that can make a virtual environment.

python=
for candidate in python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done

if [ -z "$python" ]; then
    echo "Tillit needs Python 3.11 or later, and found none on the PATH." >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$python cannot make a virtual environment: install its venv module" \
        "(on Debian and Ubuntu the package python3-venv)." >&2
    exit 1
fi
