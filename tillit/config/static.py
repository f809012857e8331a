"""Static files under hashed names, which browsers may keep for ever, without our comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_SMALLER: Mapping[str, Callable[..., str]] = {".css": cssmin, ".js": jsmin}


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports of our JavaScript modules to the hashed names."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Serve scripts and styles without what only their readers need; licences stay."""
        smaller = {name: (_Smaller(store), path) for name, (store, path) in paths.items()}
        yield from super().post_process(smaller, *args, **options)


class _Smaller:
    """A store of files that gives out scripts and styles without comments and white space."""

    def __init__(self, store: Storage) -> None:
        self._store = store

    def open(self, path: str, mode: str = "rb") -> File[Any]:
        """The file, made smaller when it is a script or a style."""
        found = self._store.open(path, mode)
        for ending, made_smaller in _SMALLER.items():
            if path.endswith(ending):
                with found:
                    text = found.read().decode()
                return ContentFile(made_smaller(text, keep_bang_comments=True).encode(), path)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
