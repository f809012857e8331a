"""Files and pictures that are put into the composer: taken and stored, or refused in words."""

import uuid

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from tillit.conversations.envelope import Enclosure
from tillit.conversations.internet import Refused, kind_of
from tillit.conversations.spine import KeptFile
from tillit.conversations.uploads import keep_uploads

LARGEST_PICTURE = 8 * 1024 * 1024


class NotTaken(Exception):
    """Why a file is not taken, in the words of whoever chose it."""


def keep_file(file: UploadedFile) -> KeptFile:
    """Store a file that goes along.

    Raises:
        NotTaken: it is too large.
    """
    _measure(file, settings.TILLIT_MAX_UPLOAD)
    return _keep(Enclosure(_name(file), file.content_type or "", file.read()))


def keep_picture(file: UploadedFile) -> KeptFile:
    """Store a picture that stands among the words; what it is, its first bytes say.

    Raises:
        NotTaken: it is too large, or nothing that every mail program shows.
    """
    _measure(file, LARGEST_PICTURE)
    content = file.read()
    try:
        kind = kind_of(content)
    except Refused:
        words = _("%(name)s cannot stand in the text. Use PNG, JPEG, GIF or WebP, or attach it.")
        raise NotTaken(words % {"name": _name(file)}) from None
    name = f"{uuid.uuid4().hex}@tillit"
    return _keep(Enclosure(_name(file), kind, content, name, inline=True))


def _measure(file: UploadedFile, most: int) -> None:
    if (file.size or 0) > most:
        words = _("%(name)s is too large: at most %(size)s.")
        raise NotTaken(words % {"name": _name(file), "size": filesizeformat(most)})


def _name(file: UploadedFile) -> str:
    return file.name or _("file")


def _keep(enclosure: Enclosure) -> KeptFile:
    return keep_uploads([enclosure])[0]
