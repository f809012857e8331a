"""How the scripts of the pages may import each other."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_IMPORT = re.compile(
    r"""^import\s(?:[^"';]*?from\s+)?["'](\./[^"']+)["']|\bimport\(["'](\./[^"']+)""", re.M
)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)


def test_no_scripts_import_each_other_in_a_circle() -> None:
    """Each is named after its content, which names those that it imports: a circle has no end."""
    found = [file for file in ROOT.glob("tillit/**/static/**/*.js") if "build" not in file.parts]
    assert found
    graph = {
        file: {file.parent.joinpath(name).resolve() for name in imports(file)} for file in found
    }
    TopologicalSorter(graph).prepare()


def imports(file: Path) -> set[str]:
    """What a script imports from beside it, at once or later."""
    code = _COMMENT.sub("", file.read_text(encoding="utf-8"))
    return {name for names in _IMPORT.findall(code) for name in names if name}
