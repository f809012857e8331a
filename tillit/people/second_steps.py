"""The second steps of signing in: passkeys, codes of an app, recovery codes."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from tillit.people.company import name_of_company
from tillit.people.sealing import box_for

PURPOSE = b"tillit.people.second_steps"


class SecondStepAdapter(DefaultMFAAdapter):
    """Keeps secrets sealed, and names things in our words."""

    def encrypt(self, text: str) -> str:
        """Seal the secret of an app, or the recovery codes."""
        return box_for(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open the seal."""
        return box_for(PURPOSE).decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app shows above its code."""
        return name_of_company()

    def _get_site_name(self) -> str:
        """What the browser asks for a passkey for."""
        return name_of_company()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A name for a new passkey until somebody thinks of a better one."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey {number}").format(number=count + 1)
