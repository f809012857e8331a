"""Addresses that say from which view somebody looks at a conversation."""

from tillit.ui.addresses import url_of


def place_in(view: str, conversation: int) -> str:
    """Where a conversation stands beside the list of a view."""
    return f"{url_of('conversations:view', view)}?conversation={conversation}"


def act_from(view: str, name: str, *numbers: int) -> str:
    """What does something, and shows the view again; `numbers` say with what."""
    return f"{url_of(f'conversations:{name}', *numbers)}?view={view}"
