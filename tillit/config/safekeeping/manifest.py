"""What a backup says about itself."""

import json
import re
from dataclasses import asdict, dataclass, field

from tillit import __version__
from tillit.config.safekeeping.refusal import Refused

FORMAT = 1
"""Raised when an older Tillit could no longer read the file."""


@dataclass(frozen=True)
class Database:
    """Where the rows came from; they go back only to the same kind."""

    kind: str
    schema: str = ""
    """The schema of the tables, on PostgreSQL."""


@dataclass(frozen=True)
class Contents:
    """What the database holds, all seen at the same instant."""

    migrations: list[str]
    counts: dict[str, int]
    attachments: list[str]
    """The SHA-256 of each file that a message refers to."""


@dataclass(frozen=True)
class Manifest:
    """The first member of a backup."""

    made_at: str
    database: Database
    migrations: list[str]
    counts: dict[str, int]
    members: dict[str, str]
    """The SHA-256 of each other member, by its name."""
    missing: list[str] = field(default_factory=list)
    """Attachments that were gone already when the backup was made."""
    version: str = __version__
    format: int = FORMAT

    def as_json(self) -> bytes:
        """Return it as a person can read it too."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Manifest":
        """Read a manifest.

        Raises:
            Refused: it is none, or one that only a newer Tillit understands.
        """
        try:
            told = json.loads(content)
            if told["format"] == FORMAT:
                return cls(**{**told, "database": Database(**told["database"])})
            version = str(told["version"])
        except (ValueError, TypeError, KeyError) as error:
            raise Refused("The file is not a backup of Tillit, or it is damaged.") from error
        raise newer(version)

    def refuse_newer(self, known_migrations: set[str]) -> None:
        """Refuse what was made by a later version than this one."""
        unknown = set(self.migrations) - known_migrations
        if numbers(self.version) > numbers(__version__) or unknown:
            raise newer(self.version)


def numbers(version: str) -> tuple[int, ...]:
    """Return what orders versions: 0.10.1 comes after 0.9."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def newer(version: str) -> Refused:
    """Return the reason when a backup knows more than this version does."""
    return Refused(
        f"The backup was made by a newer version of Tillit ({version}) than this one"
        f" ({__version__}). Upgrade Tillit first, then restore."
    )
