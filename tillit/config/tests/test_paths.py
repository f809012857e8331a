"""The data folder: where it is, and that nobody else can look into it."""

from pathlib import Path

from tillit.config.paths import data_folder


def test_chosen_folder_is_made_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.setenv("TILLIT_DATA", str(tmp_path / "deep" / "data"))
    assert data_folder() == tmp_path / "deep" / "data"
    assert data_folder().stat().st_mode & 0o777 == 0o700


def test_installed_one_keeps_its_data_in_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("TILLIT_DATA", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert data_folder() == tmp_path / ".local" / "share" / "tillit"


def test_folder_that_exists_keeps_its_mode(tmp_path, monkeypatch):
    tmp_path.chmod(0o750)
    monkeypatch.setenv("TILLIT_DATA", str(tmp_path))
    assert data_folder().stat().st_mode & 0o777 == 0o750
