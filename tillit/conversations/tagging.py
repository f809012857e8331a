"""Which tags somebody knows: those that stand on conversations of the own teams."""

from django.db.models import Exists, OuterRef, QuerySet

from tillit.conversations.models import Conversation, Tag
from tillit.people.models import Agent


def tags_known_to(agent: Agent) -> QuerySet[Tag]:
    """The tags of what an agent may see, by name."""
    seen = Conversation.objects.visible_to(agent).filter(tags=OuterRef("pk"))
    return Tag.objects.filter(Exists(seen)).order_by("name")
