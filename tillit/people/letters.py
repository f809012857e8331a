"""Mails to colleagues: invitations, and links to a new password."""

from typing import Any

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.people.company import name_of_company
from tillit.people.inviting import link_to
from tillit.people.models import Agent, Invitation


class LetterRefused(Exception):
    """A mail server refused a letter for good; the words are the server's."""


def send_invitation(invitation: Invitation) -> None:
    """Mail the link of an invitation, in the language that was chosen for the newcomer.

    Raises:
        LetterRefused: it will never arrive.
        TryLater: it could not be sent now.
    """
    inviter = invitation.invited_by
    company = name_of_company()
    with translation.override(invitation.language):
        context = {
            "company": company,
            "inviter": inviter.name if inviter else "",
            "link": link_to(invitation),
            "expires_at": invitation.expires_at,
        }
        subject = _("Join {company}").format(company=company)
        _send(invitation.email, subject, "people/letters/invitation.txt", context)


def send_new_password_link(agent: Agent) -> None:
    """Mail a link with which an agent can set another password."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(agent)
    where = {"uidb36": user_pk_to_url_str(agent), "key": token}
    path = reverse("account_reset_password_from_key", kwargs=where)
    company = name_of_company()
    with translation.override(agent.language):
        context = {"company": company, "name": agent.first_name, "link": f"{_base()}{path}"}
        subject = _("A new password for {company}").format(company=company)
        _send(agent.email, subject, "people/letters/new_password.txt", context)


def _base() -> str:
    return str(settings.TILLIT_BASE_URL).rstrip("/")


def _send(to: str, subject: str, template: str, context: dict[str, Any]) -> None:
    words = render_to_string(template, context).strip() + "\n"
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    EmailMessage(subject, words, to=[to], headers=headers).send()
