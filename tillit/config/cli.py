"""The command line: `tillit run`, `tillit demo load` and the others.

Nothing here imports Django: help and the supervisor start at once, and each command loads what it
needs when it is called.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from tillit import __version__
from tillit.config.words import gettext as _

SETTINGS = "tillit.config.settings"
COMMANDS = "tillit.config.commands"


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code."""
    arguments = parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if arguments.data:
        os.environ["TILLIT_DATA"] = str(arguments.data.absolute())
    return call(arguments.entry, arguments)


def call(entry: str, arguments: argparse.Namespace) -> int:
    """Import the module of a command and hand over to its main function."""
    result: int = import_module(entry).main(arguments)
    return result


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="tillit", description=_("Customer service that keeps its promises.")
    )
    whole.add_argument("--version", action="version", version=f"Tillit {__version__}")
    commands = Commands(whole)
    add_services(commands)
    add_chores(commands)
    add_management(commands)
    return whole


class Commands:
    """The commands of one parser; each knows the module that carries it out."""

    def __init__(self, whole: argparse.ArgumentParser) -> None:
        """Start without commands."""
        self.choices = whole.add_subparsers(
            title=_("commands"), metavar=_("command"), required=True
        )

    def add(self, name: str, summary: str, entry: str = "") -> argparse.ArgumentParser:
        """Add a command, with the option that all share."""
        command = self.choices.add_parser(name, help=summary, description=summary)
        command.set_defaults(entry=entry or f"{COMMANDS}.{name}")
        command.add_argument(
            "--data",
            type=Path,
            metavar=_("FOLDER"),
            help=_("the folder of the database, the files and the secrets"),
        )
        return command


def add_services(commands: Commands) -> None:
    """Add the commands that go on until they are stopped."""
    run = commands.add(
        "run", _("Prepare and start everything: pages, worker and mail"), "tillit.config.supervisor"
    )
    add_address(run, port=8000)
    run.add_argument("--smtp-port", type=port_number, default=2525, help=_("the port for mail"))
    run.add_argument(
        "--no-demo", action="store_true", help=_("start empty, without the demo conversations")
    )
    web = commands.add("web", _("Serve the pages"))
    add_address(web, port=8000)
    web.add_argument("--processes", type=int, help=_("how many processes make pages"))
    worker = commands.add(
        "worker", _("Do the work that waits: send mail, notify, watch the clocks")
    )
    worker.add_argument(
        "--only",
        choices=["filers", "senders"],
        help=_("only file and watch the clocks, or only send"),
    )
    worker.add_argument(
        "--once", action="store_true", help=_("do what is ready, one after the other, and end")
    )
    smtp = commands.add("smtp", _("Take in mail over SMTP"))
    add_address(smtp, port=2525)
    smtp.add_argument(
        "--once",
        action="store_true",
        help=_("look once into every mailbox that is fetched from, and end"),
    )


def add_chores(commands: Commands) -> None:
    """Add the commands that do one thing and end."""
    intake = commands.add("intake", _("Take in one mail from standard input"))
    intake.add_argument(
        "--inbox", required=True, metavar=_("NAME"), help=_("the inbox that the mail belongs to")
    )
    export = commands.add("export", _("Write every conversation as one JSON object per line"))
    export.add_argument(
        "--to", type=Path, metavar=_("FILE"), help=_("the file to write, instead of the screen")
    )
    demo = commands.add("demo", _("Load or remove the demo conversations"))
    demo.add_argument("action", choices=["load", "remove"])
    administrator = commands.add("createadmin", _("Create an administrator"))
    administrator.add_argument("--email", help=_("the address to sign in with"))
    administrator.add_argument("--name", help=_("the name that colleagues see"))
    administrator.add_argument("--company", help=_("whose customer service this is"))
    administrator.add_argument("--address", help=_("the address that customers write to"))
    add_safekeeping(commands)
    add_mail(commands)
    add_search(commands)
    add_figures(commands)
    add_comments(commands)
    commands.add("check", _("Look for mistakes in the settings and the set-up"))
    commands.add("migrate", _("Bring the database and the files up to date"))


def add_safekeeping(commands: Commands) -> None:
    """Add the commands that save everything and bring it back."""
    backup = commands.add("backup", _("Save the database, the files and the secret key"))
    backup.add_argument("file", type=Path, metavar=_("FILE"), help=_("the backup to write"))
    backup.add_argument("--overwrite", action="store_true", help=_("replace a file that exists"))
    restore = commands.add("restore", _("Bring back what a backup holds, and bring it up to date"))
    restore.add_argument("file", type=Path, metavar=_("FILE"), help=_("the backup to read"))
    restore.add_argument(
        "--overwrite", action="store_true", help=_("replace the conversations that are there")
    )


def add_mail(commands: Commands) -> None:
    """Add the command that helps to understand mails."""
    mail = commands.add("mail", _("Show how mails are read, one JSON object per line"))
    mail.add_argument("action", choices=["explain"])
    mail.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar=_("FILE"),
        help=_("a mail, a folder of mails or a mailbox file"),
    )
    mail.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar=_("SERVER"),
        help=_("a server whose Authentication-Results are believed"),
    )


def add_search(commands: Commands) -> None:
    """Add the command that makes the index anew."""
    search = commands.add("search", _("Make the index of searches anew"))
    search.add_argument("action", choices=["rebuild"])
    search.add_argument(
        "--go-on", action="store_true", help=_("finish what was begun, instead of beginning anew")
    )
    search.add_argument("--gently", action="store_true", help=_("give way to everybody else"))


def add_figures(commands: Commands) -> None:
    """Add the command that counts anew."""
    figures = commands.add("figures", _("Make the figures anew from what is stored"))
    figures.add_argument("action", choices=["rebuild"])


def add_comments(commands: Commands) -> None:
    """Add the command that compares what is understood with what people say."""
    comments = commands.add("comments", _("Measure how well customers' comments are understood"))
    comments.add_argument("action", choices=["measure", "relabel"])
    comments.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar=_("FILE"),
        help=_("lines of mood, topics and comment with tabs between; the name ends in _en.tsv"),
    )


def add_management(commands: Commands) -> None:
    """Add the command that passes everything on to Django."""
    summary = _("Run one of Django's own management commands")
    manage = commands.choices.add_parser(
        "manage",
        help=summary,
        add_help=False,
        # No argument starts with this, so options too are passed on instead of being looked at.
        prefix_chars="\0",
    )
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(entry=f"{COMMANDS}.manage", data=None)


def add_address(command: argparse.ArgumentParser, *, port: int) -> None:
    """Add the options for where a service listens."""
    command.add_argument("--host", default="127.0.0.1", help=_("the address to listen on"))
    command.add_argument("--port", type=port_number, default=port, help=_("the port to listen on"))


def port_number(text: str) -> int:
    """Return a port, or tell that the text is none."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(_("a port is a number from 1 to 65535"))
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
