"""Surveys that anybody opens by a link or a QR code: no sign-in, and nobody knows who it was.

Each opening of the page carries a seal of its own; the invitation is made of it when the button is
pressed. So a double click or a page that is sent again changes one answer and adds none.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from qrcode import QRCode

from tillit import clock
from tillit.feedback.answering import Given, save_response
from tillit.feedback.models import Invitation, Occasion, Survey, SurveyVersion

_SIGNER = Signer(salt="tillit.feedback.linking")


def address_of_link(survey: Survey) -> str:
    """The public address."""
    path = reverse("feedback:open_survey", args=[survey.link])
    return settings.TILLIT_BASE_URL.rstrip("/") + path


def survey_behind(link: str) -> Survey | None:
    """Which survey an address opens; None when it opens nothing (any more)."""
    opened = Survey.objects.filter(occasion=Occasion.LINK, put_away_at=None, link=link)
    return opened.exclude(link="").exclude(team=None).first()


def seal(survey: Survey) -> str:
    """What one opening of the page is known by."""
    return _SIGNER.sign(f"{survey.pk}-{secrets.token_urlsafe(18)}")


def is_sealed(survey: Survey, sealed: str) -> bool:
    """Whether we have opened the page for somebody."""
    try:
        return _SIGNER.unsign(sealed).startswith(f"{survey.pk}-")
    except BadSignature:
        return False


@transaction.atomic
def save_by_link(
    *, survey: Survey, version: SurveyVersion, sealed: str, language: str, given: Given
) -> Invitation:
    """Save what somebody said who followed the link; the same opening changes its answer.

    Raises:
        ValueError: nobody has said whose answers these are.
    """
    now, team = clock.now(), survey.team
    if team is None:
        raise ValueError("A survey by link belongs to a team.")
    invitation, _made = Invitation.objects.get_or_create(
        token=salted_hmac("tillit.feedback.linking", sealed, algorithm="sha256").hexdigest(),
        defaults={
            "survey": survey,
            "version": version,
            "team": team,
            "language": language,
            "sent_at": now,
            "closes_at": now + timedelta(days=survey.closes_after_days),
        },
    )
    save_response(invitation=invitation, given=given, at=now)
    return invitation


def squares(address: str) -> tuple[int, str]:
    """A QR code: how many squares wide it is, and the dark ones as the path of an SVG."""
    code = QRCode(border=0)
    code.add_data(address)
    lines = [list(enumerate(line)) for line in code.get_matrix()]
    dark = [(x, y) for y, line in enumerate(lines) for x, is_dark in line if is_dark]
    return len(lines), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
