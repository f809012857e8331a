"""What the import linter cannot see: arrows drawn by strings must point down as well."""

import re
import tomllib
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey, Model

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "tillit"
_USED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")


def floors() -> dict[str, int]:
    """Each app with its floor, 0 at the bottom, as the import contract names them."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(one["layers"] for one in contracts["contracts"] if one["type"] == "layers")
    names = [re.findall(r"[a-z_]+", layer) for layer in layers]
    return {app: floor for floor, apps_on in enumerate(reversed(names)) for app in apps_on}


def app_of(path: Path) -> str:
    """The app that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0]


def models() -> list[type[Model]]:
    return [one for one in apps.get_models() if one.__module__.startswith("tillit.")]


def test_foreign_keys_point_down() -> None:
    floor = floors()
    for model in models():
        here = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey):
                there = field.related_model.__module__.split(".")
                assert there[0] != "tillit" or floor[there[1]] <= floor[here], (model, field)


def test_templates_are_taken_from_their_own_app_or_from_below() -> None:
    floor = floors()
    owners = {
        str(path.relative_to(path.parents[len(path.relative_to(folder).parts) - 1])): app_of(path)
        for folder in PACKAGE.glob("**/templates")
        for path in folder.rglob("*.*")
    }
    for folder in PACKAGE.glob("**/templates"):
        for path in folder.rglob("*.html"):
            here = app_of(path)
            for name in _USED.findall(path.read_text()):
                there = owners[name]
                assert there == here or floor[there] < floor[here], (path.name, name)


def test_no_app_is_empty() -> None:
    for config in apps.get_app_configs():
        if config.name.startswith("tillit."):
            code = [path for path in Path(config.path).rglob("*.py") if path.stat().st_size > 100]
            assert len(code) > 1, config.name


def test_rooms_are_small() -> None:
    too_long = {
        str(path.relative_to(PROJECT)): lines
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 400
    }
    assert too_long == {}


def test_only_the_spine_makes_messages() -> None:
    makers = re.compile(r"\bMessage(?:\.objects\.(?:create|bulk_create|get_or_create))?\(")
    allowed = {"conversations/spine", "conversations/models"}
    for path in PACKAGE.rglob("*.py"):
        relative = str(path.relative_to(PACKAGE))
        if "tests" in path.parts or relative.startswith(tuple(allowed)):
            continue
        text = path.read_text()
        if "conversations.models import" in text and re.search(r"import[^#]*\bMessage\b", text):
            assert not makers.search(text), relative


def test_nobody_asks_for_a_channel_by_name() -> None:
    above = ("conversations", "standards", "feedback", "insights", "people", "automation")
    for path in PACKAGE.rglob("*.py"):
        if app_of(path) in above and "tests" not in path.parts and "migrations" not in path.parts:
            assert not re.search(r"channel\s*==\s*[\"']", path.read_text()), path
