"""Makes the e-mail channel known to the core."""

from tillit.channels.email.channel import EmailChannel
from tillit.conversations.channels import register

register(EmailChannel())
