"""Providers that may hand over mail as web requests, and the settings with which each may."""

from dataclasses import dataclass

USER = "user:password"


@dataclass(frozen=True)
class MailProvider:
    """One provider: the variable by which it proves itself, and one for a key to ask it back."""

    name: str
    title: str
    proof: str
    what: str
    key: str = ""

    def meanings(self) -> dict[str, str]:
        """What each of its variables means."""
        address = f"/mail/mime/{self.name}/"
        said = {self.proof: f"{self.what} of {self.title}; with it mail is taken in at {address}."}
        if self.key:
            said[self.key] = f"The API key with which {self.title} is asked for what came."
        return said


_SIGNED = "The signing key of webhooks"
_NAMED = f"{USER} in the address of the webhook"
MAIL_PROVIDERS = (
    MailProvider("mailgun", "Mailgun", "TILLIT_MAILGUN_KEY", _SIGNED),
    MailProvider("postmark", "Postmark", "TILLIT_POSTMARK_SECRET", _NAMED),
    MailProvider("sendgrid", "SendGrid", "TILLIT_SENDGRID_SECRET", _NAMED),
    MailProvider("mandrill", "Mandrill", "TILLIT_MANDRILL_KEY", _SIGNED),
    MailProvider("mailjet", "Mailjet", "TILLIT_MAILJET_SECRET", _NAMED),
    MailProvider("sparkpost", "SparkPost", "TILLIT_SPARKPOST_SECRET", _NAMED),
    MailProvider("postal", "Postal", "TILLIT_POSTAL_KEY", "The public key"),
    MailProvider("mailersend", "MailerSend", "TILLIT_MAILERSEND_KEY", _SIGNED),
    MailProvider("brevo", "Brevo", "TILLIT_BREVO_SECRET", _NAMED, "TILLIT_BREVO_API_KEY"),
    MailProvider("resend", "Resend", "TILLIT_RESEND_SECRET", _NAMED, "TILLIT_RESEND_API_KEY"),
    MailProvider("mailtrap", "Mailtrap", "TILLIT_MAILTRAP_KEY", _SIGNED, "TILLIT_MAILTRAP_API_KEY"),
)
