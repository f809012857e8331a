"""The reference vectors of promises, by name."""

import json
from pathlib import Path
from typing import Any

VECTORS: dict[str, dict[str, Any]] = {
    vector["name"]: vector
    for vector in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
}
