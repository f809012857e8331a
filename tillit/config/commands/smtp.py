"""`tillit smtp`: the mail intake, and in the demo world the customers' mail server."""

import argparse
import gc
import signal
import threading

from tillit.config.commands.setup import ready


def main(arguments: argparse.Namespace) -> int:
    """Take in mail until told to stop."""
    ready()
    from django.db import connection

    from tillit.channels.email.smtp_server import SmtpIntake
    from tillit.demo.mail_server import start_when_needed

    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    connection.close()
    intake = SmtpIntake(arguments.host, arguments.port)
    intake.start()
    customers = start_when_needed(arguments.host, arguments.port)
    gc.freeze()
    stopping.wait()
    intake.stop()
    if customers:
        customers.stop()
    return 0
