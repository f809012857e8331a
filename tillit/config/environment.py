"""The settings that come from the environment, each with its meaning and its default."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from tillit.config.paths import data_folder


@dataclass(frozen=True)
class Variable:
    """One environment variable."""

    name: str
    default: str
    meaning: str


VARIABLES = [
    Variable(
        "TILLIT_DATA",
        "~/.local/share/tillit (bin/run: the folder data beside it)",
        "The folder of the database, the files and the secret key.",
    ),
    Variable(
        "TILLIT_DATABASE_URL",
        "SQLite in the data folder",
        "The database, for example postgresql://user:password@host/name.",
    ),
    Variable(
        "TILLIT_BASE_URL",
        "http://127.0.0.1:8000",
        "The address under which people reach Tillit; links in mails begin with it.",
    ),
    Variable(
        "TILLIT_SMTP_URL",
        "",
        "The sending server: smtp://, smtp+tls:// or smtps://user:password@host:port.",
    ),
    Variable(
        "TILLIT_SECRET_KEY",
        "made on the first start and kept in the data folder",
        "The key that signs sessions and links.",
    ),
]


def read(name: str, default: str = "") -> str:
    """The value of a variable, without outer space; the default when empty."""
    return os.environ.get(name, "").strip() or default


def database(folder: Path) -> dj_database_url.DBConfig:
    """The database, read from its URL; SQLite in the data folder when there is none.

    Raises:
        ImproperlyConfigured: the URL cannot be read.
    """
    url = read("TILLIT_DATABASE_URL", f"sqlite:///{folder / 'tillit.sqlite3'}")
    try:
        return dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(
            "TILLIT_DATABASE_URL cannot be read; it looks like postgresql://user:password@host/name"
        ) from error


def secret_key(folder: Path) -> str:
    """The secret key: from the environment, else the one made on the first start."""
    if chosen := read("TILLIT_SECRET_KEY"):
        return chosen
    file = folder / "secret-key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as made:
        made.write(secrets.token_urlsafe(50))
    return file.read_text().strip()


__all__ = ["VARIABLES", "Variable", "data_folder", "database", "read", "secret_key"]
