"""Static files under hashed names, which browsers may keep for ever; scripts without comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports of our JavaScript modules to the hashed names."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Serve scripts without what only their readers need; licences stay."""
        smaller = {name: (_Smaller(store), path) for name, (store, path) in paths.items()}
        yield from super().post_process(smaller, *args, **options)


class _Smaller:
    """A store of files that gives out scripts without comments and white space."""

    def __init__(self, store: Storage) -> None:
        self._store = store

    def open(self, path: str, mode: str = "rb") -> File[Any]:
        """The file, made smaller when it is a script."""
        found = self._store.open(path, mode)
        if not path.endswith(".js"):
            return found
        with found:
            text = found.read().decode()
        return ContentFile(jsmin(text, keep_bang_comments=True).encode(), path)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
