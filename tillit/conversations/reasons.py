"""Why a message is where it is, in words, for those who wonder."""

from django.utils.translation import gettext as _

from tillit.conversations import reply_tokens
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine.threading import LONGEST_NAME, MOST_REFERENCES


def reason_of(message: Message, envelope: Envelope) -> str:
    """What brought a message into its conversation, found again from what was read of it."""
    conversation = message.conversation
    if not _has_earlier(message):
        return _began(conversation)
    if conversation.pk in {reply_tokens.conversation_of(token) for token in envelope.tokens}:
        return _("It was sent to the address that our mails of this conversation asked answers to.")
    answered = _answered(message, envelope)
    if answered is not None:
        return _("It answers an earlier message of this conversation.")
    if conversation.pk in envelope.numbers:
        number = {"number": conversation.pk}
        return _("Its subject names #%(number)d, and its sender takes part in it.") % number
    return _("It was put here by a colleague or by an import.")


def _has_earlier(message: Message) -> bool:
    return message.conversation.messages.filter(pk__lt=message.pk).exists()


def _began(conversation: Conversation) -> str:
    if conversation.follows_id:
        return _(
            "It answers #%(number)d, which was resolved long ago, "
            "so a conversation of its own began."
        ) % {"number": conversation.follows_id}
    if conversation.mentions_id:
        return _(
            "It names #%(number)d, but its sender does not take part there, "
            "so a conversation of its own began."
        ) % {"number": conversation.mentions_id}
    return _("It answers nothing that we know, so it began this conversation.")


def _answered(message: Message, envelope: Envelope) -> Message | None:
    names = [name[:LONGEST_NAME] for name in envelope.references[:MOST_REFERENCES] if name]
    earlier = message.conversation.messages.filter(pk__lt=message.pk, external_id__in=names)
    return earlier.order_by("-id").first() if names else None
