"""Writes the requirements*.lock files anew, with the newest versions that work together.

Run it with `python tools/lock_packages.py` in the virtual environment. Only what the public index
says is taken, so that the files are the same on every machine and name none.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The second and third keep to the versions of those before them.
NAMES = ("requirements", "requirements-build", "requirements-dev")
OPTIONS = (
    *("--upgrade", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-config", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)


def main() -> int:
    """Run from the command line."""
    # Another index or folder of this machine must not find its way into the files.
    settings = ("PIP_", "UV_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(settings)}
    for name in NAMES:
        command = [sys.executable, "-m", "uv", "--system-certs", "pip", "compile", *OPTIONS]
        files = [f"{name}.in", "--output-file", f"{name}.lock"]
        subprocess.run([*command, *files], cwd=ROOT, env=environment, check=True)
    print("Done. Put the new versions of requirements-build.lock into pyproject.toml too.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
