"""What only tests need is imported by tests only."""

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "tillit"
REFERENCES = re.compile(
    r"^\s*(?:import|from)\s+(?:numpy|pandas|scipy|statsmodels|lifelines)\b", re.MULTILINE
)


def test_libraries_of_reference_stay_in_tests() -> None:
    users = [path for path in PACKAGE.rglob("*.py") if REFERENCES.search(path.read_text())]
    assert users
    assert all("tests" in path.parts for path in users)
