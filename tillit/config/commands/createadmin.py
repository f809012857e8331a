"""`tillit createadmin`: the first administrator, and on an empty installation the first inbox."""

import argparse
import getpass
import sys

from tillit.config.commands.setup import ready_with_tables


def main(arguments: argparse.Namespace) -> int:
    """Ask for what is missing, check it, and create."""
    ready_with_tables()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from tillit.config.first_inbox import create_first_inbox
    from tillit.people.models import Agent

    email = (arguments.email or _ask("E-mail address: ")).strip().lower()
    name = (arguments.name or _ask("Name: ")).strip()
    password = _password()
    address = arguments.address or f"support@{email.partition('@')[2]}"
    try:
        validate_email(email)
        validate_email(address)
        validate_password(password, Agent(email=email, name=name))
    except ValidationError as error:
        return _refuse(" ".join(error.messages))
    if not name:
        return _refuse("A name is needed: colleagues and customers will see it.")
    if Agent.objects.filter(email=email).exists():
        return _refuse(f"There is an agent with the address {email} already.")
    agent = Agent.objects.create_superuser(email, password, name=name)
    inbox = create_first_inbox(
        agent,
        company=arguments.company or email.partition("@")[2],
        address=address,
    )
    print(f"Created. Sign in as {email}.")
    if inbox:
        print(f"Mail to {inbox.mailbox.address} becomes conversations in the inbox {inbox.name}.")
    return 0


def _ask(question: str) -> str:
    return input(question) if sys.stdin.isatty() else sys.stdin.readline()


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
