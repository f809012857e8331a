"""What is found of a conversation as a case: its tags, and what fields of one's own say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tillit.conversations.finding.additions import Addition, register, with_tags
from tillit.conversations.models import Conversation, FieldValue


@register
def tags(numbers: Sequence[int]) -> Mapping[int, Addition]:
    """Tags, as words and for `tag:`."""
    put = Conversation.tags.through._default_manager.filter(conversation__in=numbers)
    names: dict[int, list[str]] = defaultdict(list)
    for number, name in put.order_by("id").values_list("conversation_id", "tag__name"):
        names[number].append(name)
    return {number: with_tags(some) for number, some in names.items()}


@register
def answers(numbers: Sequence[int]) -> Mapping[int, Addition]:
    """What the fields of one's own say."""
    given = FieldValue.objects.filter(conversation__in=numbers).order_by("id")
    words: dict[int, list[str]] = defaultdict(list)
    for number, value in given.values_list("conversation_id", "value"):
        words[number].append(value)
    return {number: Addition(words=some) for number, some in words.items()}
