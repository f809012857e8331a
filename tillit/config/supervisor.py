"""`tillit run`: one parent that prepares, starts, watches and stops everything.

When all is prepared it loads the code and never uses it: the processes are forked from it and share
that memory.
"""

import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tillit.config import forking
from tillit.config.child import Child, end_with_parent, stop
from tillit.config.paths import data_folder
from tillit.config.preflight import problems
from tillit.config.signals import SignalInbox
from tillit.config.words import gettext as _

TILLIT = (sys.executable, "-m", "tillit.config.cli")
DEMO_LOGINS = "demo-logins.txt"
FIRST_START = "first-start"
LOOK_AGAIN = 0.5
CODE = (
    "tillit.channels.email.fetching.threads",
    "tillit.channels.email.smtp_server",
    "tillit.config.server",
    "tillit.search.rebuilding",
)
"""What the processes use and the apps do not load by themselves."""
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 (not listened on)


def main(arguments: Namespace) -> int:
    """Run the service until it is told to stop; return the exit code."""
    try:
        data = data_folder()
    except OSError as error:
        return refuse(_("The data folder cannot be made: {cause}.").format(cause=error))
    ports = {"--port": arguments.port, "--smtp-port": arguments.smtp_port}
    if found := list(problems(data=data, host=arguments.host, ports=ports)):
        return refuse(*found)
    os.environ["TILLIT_DATA"] = str(data)
    os.environ["TILLIT_BASE_URL"] = base_url(arguments.host, arguments.port)
    logins = data / DEMO_LOGINS
    logins_are_known = logins.exists()
    try:
        prepare(data, with_demo=not arguments.no_demo)
    except (subprocess.CalledProcessError, KeyboardInterrupt):
        return refuse(_("The preparation did not finish, so nothing was started."))
    forking.load(*CODE)
    return supervise(
        services(arguments),
        is_ready=lambda: answers(arguments.host, arguments.port),
        when_ready=lambda: welcome(logins, logins_are_known=logins_are_known),
        goodbye=lambda: say_goodbye(data),
    )


def base_url(host: str, port: int) -> str:
    """Return the address that people use: the one that was set, else one of this machine."""
    # A passkey works on "localhost" and never on a bare address.
    name = "localhost" if host in {"127.0.0.1", *ANYWHERE} else host
    return os.environ.get("TILLIT_BASE_URL") or f"http://{name}:{port}"


def refuse(*sentences: str) -> int:
    """Tell why nothing runs and return the exit code for that."""
    print(*sentences, sep="\n", file=sys.stderr, flush=True)
    return 1


def prepare(data: Path, *, with_demo: bool) -> None:
    """Bring the database up to date and fill it with the demo on the very first start."""
    first_start = data / FIRST_START
    if not any(data.iterdir()):
        # It stays until the preparation is done, so that an interrupted first start is one again.
        first_start.touch()
    carry_out(_("Bringing the database and the files up to date …"), "migrate")
    if with_demo and first_start.exists():
        carry_out(_("Loading the demo conversations …"), "demo", "load")
    first_start.unlink(missing_ok=True)


def carry_out(sentence: str, *command: str) -> None:
    """Say what is being done and do it; raise when it fails."""
    print(sentence, flush=True)
    subprocess.run([*TILLIT, *command], check=True, preexec_fn=end_with_parent())


def services(arguments: Namespace) -> list[Child]:
    """Return the processes that make up the service."""
    host, port, smtp_port = arguments.host, str(arguments.port), str(arguments.smtp_port)
    return [
        service("web", "web", "--host", host, "--port", port),
        service("filers", "worker", "--only", "filers"),
        service("senders", "worker", "--only", "senders"),
        service("smtp", "smtp", "--host", host, "--port", smtp_port),
    ]


def service(name: str, *command: str) -> Child:
    """One of our own commands, forked."""
    return Child(name, lambda: forking.Fork(f"tillit {name}", forking.command(command)))


def supervise(
    children: Sequence[Child],
    *,
    is_ready: Callable[[], bool],
    when_ready: Callable[[], None],
    goodbye: Callable[[], None],
) -> int:
    """Keep the children alive until a signal to stop comes, then stop them all."""
    ready = False
    with SignalInbox() as signals, ExitStack() as at_the_end:
        at_the_end.callback(stop, children)
        at_the_end.callback(goodbye)  # The last one in is the first one called.
        while True:
            for child in children:
                child.tend()
            if not ready and is_ready():
                ready = True
                when_ready()
            if signals.stop_came(within=LOOK_AGAIN if ready else LOOK_AGAIN / 5):
                return 0


def answers(host: str, port: int) -> bool:
    """Tell whether the pages are served."""
    connection = HTTPConnection(ANYWHERE.get(host, host), port, timeout=1)
    try:
        connection.request("HEAD", "/", headers={"Host": f"localhost:{port}"})
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def welcome(logins: Path, *, logins_are_known: bool) -> None:
    """Say where the pages are and, once, how to sign in to the demo."""
    address = os.environ["TILLIT_BASE_URL"]
    print(_("Tillit is ready: {address} (stop it with Ctrl-C)").format(address=address))
    if logins.exists():
        if logins_are_known:
            print(_("The demo logins are in {file}.").format(file=logins))
        else:
            print(logins.read_text("utf-8").rstrip())
    sys.stdout.flush()


def say_goodbye(data: Path) -> None:
    """Let the open live streams end, since a server waits for them before it stops."""
    from tillit.journal.bus import say_goodbye as end_streams

    end_streams(data)
