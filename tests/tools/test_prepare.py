"""What is installed is exactly what was tested, and only when it has to be."""

import re
import tomllib
from pathlib import Path

import pytest

import prepare
from asset_files import ROOT

LOCKS = sorted(ROOT.glob("requirements*.lock"))
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;]+)", re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_host_and_no_folder(lock: Path) -> None:
    assert not re.search(
        r"://|--index|--find-links|@ file|/(home|opt|tmp|root)\b", lock.read_text()
    )


def test_locks_agree_with_each_other() -> None:
    everything = set(PIN.findall((ROOT / "requirements-dev.lock").read_text()))
    for lock in LOCKS:
        assert set(PIN.findall(lock.read_text())) <= everything


def test_wheel_is_built_with_the_locked_versions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = PIN.findall((ROOT / "requirements-build.lock").read_text())
    for requirement in project["build-system"]["requires"]:
        assert tuple(requirement.split("==")) in locked


def test_packages_are_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = []
    monkeypatch.setattr(prepare, "is_usable", lambda folder: True)
    monkeypatch.setattr(prepare, "install", lambda folder, locks: installed.append(locks))
    lock = tmp_path / "requirements.lock"
    for content in ["a==1", "a==1", "a==2"]:
        lock.write_text(content)
        prepare.prepare(tmp_path, [lock])
    assert len(installed) == 2


def test_packages_for_the_tests_also_serve_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = []
    monkeypatch.setattr(prepare, "is_usable", lambda folder: True)
    monkeypatch.setattr(prepare, "install", lambda folder, locks: installed.append(locks))
    prepare.prepare(tmp_path, [ROOT / name for name in prepare.DEV_LOCKS])
    prepare.prepare(tmp_path, [ROOT / name for name in prepare.RUN_LOCKS])
    assert len(installed) == 1
