"""Signing in: who may, how often one may guess, and what is said about it."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.events import PasswordForgotten
from tillit.people.models import Agent

EVERY_DAY = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")
"""What the page itself shows well enough."""


class SignInAdapter(DefaultAccountAdapter):
    """Agents come by invitation only, and guessing is counted for each of them and each address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This email address and this password do not belong together. Check both and try again."
        ),
        "too_many_login_attempts": _(
            "Too many tries have failed. Wait a few minutes and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the agent alone: who asks under another name of this host is not counted anew."""
        return str(credentials.get("email", "")).lower()

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Ask for the password again; guessing counts as it does when signing in."""
        agent = cast(Agent, user)
        found = self.authenticate(context.request, email=agent.email, password=password)
        return found is not None and found.pk == agent.pk

    def send_password_reset_mail(
        self, user: AbstractBaseUser, email: str, context: dict[str, Any]
    ) -> None:
        """Let the worker do it: the page answers as fast for strangers as for agents."""
        with transaction.atomic():
            emit(PasswordForgotten(user.pk), by=Actor.system("sign-in"))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **rest: Any
    ) -> None:
        """Say what has changed, not that somebody came or went."""
        if message_template not in EVERY_DAY:
            super().add_message(request, level, message_template, *args, **rest)
