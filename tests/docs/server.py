"""A server in a folder: the commands of a handbook run there, and change nothing else.

What belongs to the system is a stand-in that only notes that it was called; `tillit` itself, its
data and the files that the handbook writes are real.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery staple"
NOTED = (
    *("apt-get", "useradd", "chown", "git", "createuser", "createdb"),
    *("postconf", "postmap", "journalctl"),
)
NOTE = 'echo "${0##*/} $*" >> "$SERVER/noted"\n'
STAND_INS = {
    **dict.fromkeys(NOTED, ""),
    # Everybody is the same user here.
    "runuser": 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"\n',
    # The service is brought up to date by its start.
    "systemctl": 'case "$*" in *start*|*--now*) "$SERVER/usr/local/bin/tillit" migrate;; esac\n',
    # The virtual environment is the one that the tests run in.
    "python3": (
        'mkdir -p "$3/bin"; echo "#!/bin/sh" > "$3/bin/pip"\n'
        "printf '#!/bin/sh\\nPYTHONPATH=%s exec %s -m tillit.config.cli \"$@\"\\n' "
        '"$CHECKOUT" "$PYTHON" > "$3/bin/tillit"; chmod 700 "$3"/bin/*\n'
    ),
}
FOLDERS = re.compile(r"(?<![\w.%/-])/(etc|opt|var|usr/local)/")


@dataclass(frozen=True)
class Server:
    """The folder that stands for the root of a machine."""

    folder: Path

    def set_up(self) -> None:
        """Make what a fresh machine has."""
        made = ("programs", "etc/systemd/system", "etc/cron.d", "etc/postfix", "usr/local/bin")
        for name in (*made, "var/lib/tillit", "tmp"):
            (self.folder / name).mkdir(parents=True, mode=0o700)
        for name, script in STAND_INS.items():
            program = self.folder / "programs" / name
            program.write_text(f"#!/bin/sh\n{NOTE}{script}")
            program.chmod(0o700)

    def run(self, script: str) -> str:
        """Carry out lines of shell; the first one that fails ends them. Return what they said."""
        done = subprocess.run(
            ["sh", "-eu", "-c", self.here(script)],
            env=self._environment(),
            cwd=self.folder,
            input=f"{PASSWORD}\n",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
        assert done.stderr == "", f"{script}\n{done.stderr}"
        return done.stdout

    def here(self, text: str) -> str:
        """The same text with the folders of a machine in this one."""
        return FOLDERS.sub(rf"{self.folder}/\1/", text)

    def noted(self) -> list[str]:
        """Which stand-ins were called, and how."""
        return (self.folder / "noted").read_text().splitlines()

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TILLIT_")}
        own = {
            "PATH": f"{self.folder}/programs:{self.folder}/usr/local/bin:{os.environ['PATH']}",
            "TMPDIR": str(self.folder / "tmp"),
            "SERVER": str(self.folder),
            "CHECKOUT": str(ROOT),
            "PYTHON": sys.executable,
            "ADDRESS": "a checkout",
        }
        return {**kept, **own}
