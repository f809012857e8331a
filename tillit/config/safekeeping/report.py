"""What a backup or a restore says when it is done."""

from collections.abc import Iterator

from tillit.config.safekeeping.folders import ATTACHMENT, damaged_attachments
from tillit.config.safekeeping.manifest import Manifest
from tillit.config.safekeeping.restoring import Restored


def holdings(manifest: Manifest) -> str:
    """Return what a backup holds, in numbers."""
    files = sum(1 for name in manifest.members if ATTACHMENT.fullmatch(name))
    counts = {**manifest.counts, "files": files}
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def doubts(manifest: Manifest) -> Iterator[str]:
    """Yield a sentence for each thing that is not as it should be."""
    for name in damaged_attachments(manifest.members):
        yield f"The attachment {name} is damaged: its content does not have its checksum."
    for name in manifest.missing:
        yield f"The attachment {name} is missing: a message refers to it."
    if "secret-key" not in manifest.members:
        yield "The secret key is not in the backup: keep TILLIT_SECRET_KEY in a safe place too."


def deeds(restored: Restored) -> Iterator[str]:
    """Yield what was done, and what to do next."""
    manifest = restored.manifest
    yield f"Restored the backup of {manifest.made_at}: {holdings(manifest)}."
    if restored.applied:
        yield f"Brought it up to date (migrations: {restored.applied})."
    if restored.waiting:
        count = restored.waiting
        yield f"Mails that wait to be sent: {count}. They leave as soon as the worker runs."
    yield "If Tillit is running, restart it now."
