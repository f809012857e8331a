"""Where made files go, and when they have to be made again."""

from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tillit"
BUILD = PACKAGE / "ui" / "static" / "ui" / "build"


def is_stale(output: Path, inputs: Iterable[Path]) -> bool:
    """Tell whether the output is missing or older than one of its inputs."""
    if not output.exists():
        return True
    made = output.stat().st_mtime_ns
    return any(path.stat().st_mtime_ns > made for path in inputs)


def write_whole(output: Path, content: bytes) -> None:
    """Write a file so that no reader ever sees half of it."""
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = output.with_name(output.name + ".draft")
    draft.write_bytes(content)
    draft.replace(output)
