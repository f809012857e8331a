"""`tillit web`: serve the pages, with one process that watches over those that work."""

import argparse
import multiprocessing
import os
import sys
from pathlib import Path

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from tillit.config import forking
from tillit.config.preflight import port_problems
from tillit.journal.bus import say_goodbye

APPLICATION = "tillit.config.server:application"
MOST_PROCESSES = 2
"""The default: a third process costs memory that few machines gain from."""


class Server(MPServer):
    """Granian, told to let go of the live streams before it is stopped."""

    def __init__(self, host: str, port: int, processes: int, data: Path) -> None:
        """Set what was measured to work.

        Each open stream counts as a request, so a low backpressure would let them starve the pages.
        """
        super().__init__(
            APPLICATION,
            address=host,
            port=port,
            workers=processes,
            interface=Interfaces.RSGI,
            http=HTTPModes.http1,
            websockets=False,
            runtime_threads=1,
            backlog=4096,
            backpressure=8192,
            workers_kill_timeout=3,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        )
        self._data = data

    def shutdown(self, exit_code: int = 0) -> None:
        """Stop all processes: none would end while streams are open."""
        say_goodbye(self._data)
        super().shutdown(exit_code)


def main(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    problems = list(port_problems(arguments.host, arguments.port, "--port"))
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    data = load()
    processes = arguments.processes or useful_processes()
    Server(arguments.host, arguments.port, processes, data).serve()
    return 0


def useful_processes() -> int:
    """Return how many processes this machine can make use of."""
    return min(os.cpu_count() or 1, MOST_PROCESSES)


def load() -> Path:
    """Load all code, for the processes to share its memory; return the data folder."""
    from django.conf import settings

    forking.load("tillit.config.server")
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)
    return Path(settings.TILLIT_DATA)
