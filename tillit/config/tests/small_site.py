"""A site with a handful of pages, for the tests of the web server: settings and addresses in one.

What it serves shows how a request arrived and how an answer leaves.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, get_user_model, login, logout
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import path

from tillit.journal import live

TILLIT_DATA = Path(os.environ["TILLIT_DATA"])
TILLIT_MAX_UPLOAD = 1_000_000
SECRET_KEY = "only for tests"
SECRET_KEY_FALLBACKS = ["the one before"]
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
LANGUAGES = [("en", "English")]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": TILLIT_DATA / "small.sqlite3",
        "CONN_MAX_AGE": None,
    }
}
BIG = TILLIT_DATA / "big.bin"


@live.guard("team")
def is_team_one(user: Any, key: str) -> bool:
    return key == "1"


def request_as_it_came(request: HttpRequest) -> JsonResponse:
    told = {name: value for name, value in request.META.items() if isinstance(value, str)}
    return JsonResponse({"path": request.path, "size": len(request.body), **told})


def two_cookies(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("sweet")
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response


def file_on_disk(request: HttpRequest) -> FileResponse:
    return FileResponse(BIG.open("rb"))


def file_without_name(request: HttpRequest) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115
    file.write(BIG.read_bytes())
    file.seek(0)
    return FileResponse(file)


def without_end(request: HttpRequest) -> StreamingHttpResponse:
    def parts() -> Iterator[bytes]:
        while True:
            yield b"more and more " * 5000
            time.sleep(0.01)

    return StreamingHttpResponse(parts())


def broken(request: HttpRequest) -> HttpResponse:
    raise ArithmeticError("as the test wants it")


def broken_stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(str(1 // number) for number in (1, 0))


def sign_in(request: HttpRequest) -> HttpResponse:
    user, _made = get_user_model().objects.get_or_create(username="ada")  # type: ignore[misc]
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    return HttpResponse("hello")


def sign_in_with_the_old_key(request: HttpRequest) -> HttpResponse:
    response = sign_in(request)
    (old_hash,) = get_user_model().objects.get().get_session_auth_fallback_hash()
    request.session[HASH_SESSION_KEY] = old_hash
    return response


def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponse("goodbye")


urlpatterns = [
    path("request/<str:word>/", lambda request, word: request_as_it_came(request)),
    path("cookies/", two_cookies),
    path("file/", file_on_disk),
    path("nameless/", file_without_name),
    path("endless/", without_end),
    path("broken/", broken),
    path("broken-stream/", broken_stream),
    path("sign-in/", sign_in),
    path("sign-in/with-the-old-key/", sign_in_with_the_old_key),
    path("sign-out/", sign_out),
]
