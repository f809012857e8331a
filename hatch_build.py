"""What the wheel needs beyond its sources: exact dependencies and made files."""

import re
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

PINNED = re.compile(r"^(?P<requirement>[A-Za-z0-9][^\\#]*==[^\\#]*?)\s*\\?$", re.MULTILINE)


class LockedDependencies(MetadataHookInterface):
    """Makes the wheel depend on the very versions that the tests ran with."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Take the dependencies, also the indirect ones, from the lock file."""
        metadata["dependencies"] = PINNED.findall(
            Path(self.root, "requirements.lock").read_text("utf-8")
        )


class MadeFiles(BuildHookInterface[Any]):
    """Makes the font, the icons and the message catalogues before they are packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is out of date."""
        sys.path.insert(0, str(Path(self.root, "tools")))
        try:
            from build_assets import build

            build()
        finally:
            sys.path.pop(0)
