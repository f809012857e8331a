"""`tillit smtp`: how mail comes in, by SMTP and from mailboxes that are fetched from.

In the demo world it is the customers' mail server as well.
"""

import argparse
import asyncio
import gc
import signal
import sys

from tillit.config.commands.setup import ready_to_take_over
from tillit.config.preflight import port_problems


def main(arguments: argparse.Namespace) -> int:
    """Take in mail until told to stop, or fetch once."""
    if arguments.once:
        return _fetch_once()
    if problems := list(port_problems(arguments.host, arguments.port, "--port")):
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    ready_to_take_over()
    asyncio.run(_serve(arguments.host, arguments.port))
    return 0


def _fetch_once() -> int:
    ready_to_take_over()
    from tillit.channels.email.fetching.threads import fetch_from_all

    fetch_from_all()
    return 0


async def _serve(host: str, port: int) -> None:
    from tillit.channels.email.fetching.threads import Fetching
    from tillit.channels.email.smtp_server import listen
    from tillit.demo.mail_server import listen_when_needed

    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    servers = [await listen(host, port), await listen_when_needed(host, port)]
    fetching = Fetching()
    fetching.start()
    gc.freeze()
    await stopping.wait()
    for server in servers:
        if server:
            server.close()
    await asyncio.to_thread(fetching.stop)
