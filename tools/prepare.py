"""Gets a checkout ready to run: a virtual environment with exactly the locked packages.

It needs nothing but Python's own library, is started by bin/run and bin/test with any Python, and
is done in a moment when nothing has changed. With --dev it adds the tools that check the code.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
RUN_LOCKS = ("requirements.lock", "requirements-build.lock")
DEV_LOCKS = ("requirements-dev.lock",)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Get this checkout ready to run.")
    parser.add_argument("--dev", action="store_true", help="also install what the tests need")
    folder = environment_folder()
    mark = folder / "tillit-tests"
    # Whoever tests here once shall not lose the tools by running it after the lock has changed.
    for_tests = parser.parse_args().dev or mark.exists()
    try:
        prepare(folder, [ROOT / name for name in (DEV_LOCKS if for_tests else RUN_LOCKS)])
        if for_tests:
            mark.touch()
        run(folder, str(ROOT / "tools" / "build_assets.py"))
    except subprocess.CalledProcessError as error:
        print(f"This step failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


def environment_folder() -> Path:
    """Return the folder of the virtual environment."""
    return Path(os.environ.get("TILLIT_VENV") or ROOT / ".venv").absolute()


def prepare(folder: Path, locks: list[Path]) -> None:
    """Make the environment and install the packages, unless that was done before."""
    if not is_usable(folder):
        say(f"Making a virtual environment in {folder} …")
        # A broken environment is made anew; a folder that is something else is left as it is.
        venv.create(folder, clear=(folder / "pyvenv.cfg").exists(), with_pip=True)
    stamp = folder / "tillit-packages.txt"
    wanted = fingerprint(locks)
    if wanted in stamps_met_by(stamp):
        return
    stamp.unlink(missing_ok=True)
    say("Installing the packages (once, and again when they change) …")
    install(folder, locks)
    stamp.write_text(wanted)


def is_usable(folder: Path) -> bool:
    """Tell whether the environment exists and its Python still starts."""
    if not (folder / "pyvenv.cfg").exists():
        return False
    try:
        return run(folder, "-c", "import pip", check=False, quiet=True) == 0
    except OSError:
        return False


def fingerprint(locks: list[Path]) -> str:
    """Return what changes when the wanted packages change."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in locks)).hexdigest()


def stamps_met_by(stamp: Path) -> set[str]:
    """Return the fingerprints that the installed packages satisfy."""
    if not stamp.exists():
        return set()
    installed = stamp.read_text().strip()
    everything = fingerprint([ROOT / name for name in DEV_LOCKS])
    # What the tests need holds all that running needs.
    less = fingerprint([ROOT / name for name in RUN_LOCKS])
    return {installed, less} if installed == everything else {installed}


def install(folder: Path, locks: list[Path]) -> None:
    """Install exactly the locked packages: quickly with uv, otherwise with pip."""
    quiet = ("--quiet", "--disable-pip-version-check")
    if run(folder, "-m", "pip", "install", *quiet, UV, check=False) == 0:
        files = [str(path) for path in locks]
        python = str(folder / "bin" / "python")
        sync = ("-m", "uv", "--system-certs", "pip", "sync", "--quiet", "--require-hashes")
        if run(folder, *sync, "--python", python, *files, check=False) == 0:
            return
    say("The quick way did not work; installing with pip, which takes a minute …")
    files = [argument for path in locks for argument in ("--requirement", str(path))]
    run(folder, "-m", "pip", "install", *quiet, "--require-hashes", *files)


def run(folder: Path, *arguments: str, check: bool = True, quiet: bool = False) -> int:
    """Run the environment's Python and return its exit code."""
    output = subprocess.DEVNULL if quiet else None
    command = [str(folder / "bin" / "python"), *arguments]
    return subprocess.run(command, check=check, stdout=output, stderr=output).returncode


def say(sentence: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
