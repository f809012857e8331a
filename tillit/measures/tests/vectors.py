"""The reference vectors of formulas, by name, and how a result is compared with one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

VECTORS: dict[str, dict[str, Any]] = {
    vector["name"]: vector
    for vector in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
}


def assert_resembles(measured: Any, expected: Any, tolerance: float) -> None:
    """Hold a result against what is expected, part by part, numbers within the tolerance."""
    if isinstance(expected, Mapping):
        assert measured.keys() == expected.keys()
        for key, wanted in expected.items():
            assert_resembles(measured[key], wanted, tolerance)
    elif isinstance(expected, Sequence) and not isinstance(expected, str):
        assert len(measured) == len(expected)
        for one, wanted in zip(measured, expected, strict=True):
            assert_resembles(one, wanted, tolerance)
    elif isinstance(expected, bool | str) or expected is None:
        assert measured == expected
        assert isinstance(measured, bool) == isinstance(expected, bool)
    else:
        assert measured is not None
        assert abs(measured - expected) <= tolerance
