"""What can be done to a conversation by keys and from the palette."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.ui.commands import Command, Key, register, register_finder

register(
    Command(
        name="open",
        label=pgettext_lazy("shortcut", "Open"),
        icon="arrow-right",
        keys=(Key.of("Enter"),),
        listed=False,
    ),
    order=15,
)
register(
    Command(name="reply", label=_("Reply"), icon="reply", keys=(Key.of("r"),)),
    Command(name="note", label=_("Internal note"), icon="sticky-note", keys=(Key.of("n"),)),
    Command(name="send", label=_("Send"), icon="send", keys=(Key.of("Mod+Enter"),), listed=False),
    Command(
        name="send-and-resolve",
        label=_("Send and resolve"),
        icon="check",
        keys=(Key.of("Mod+Shift+Enter"),),
        listed=False,
    ),
    Command(name="snooze", label=_("Snooze"), icon="moon", keys=(Key.of("z"),), control="#snooze"),
    Command(
        name="macros",
        label=_("Use a macro"),
        icon="zap",
        keys=(Key("M", ("⇧", "m")),),
        control="#macros",
    ),
    Command(name="tag", label=_("Add a tag"), icon="tag", keys=(Key.of("t"),)),
    Command(
        name="priority",
        label=_("Set the priority"),
        icon="flag",
        keys=(Key.of("p"),),
        control="#detail-priority",
    ),
    Command(name="follow", label=_("Follow, or no longer"), icon="eye", keys=(Key.of("f"),)),
    Command(
        name="no-reply",
        label=_("Resolve, no reply needed"),
        icon="check-check",
        keys=(Key("E", ("⇧", "e")),),
        control='[data-key="E"], #resolution-menu [name=no_reply_needed]',
    ),
    Command(name="undo-sending", label=_("Undo sending"), icon="undo-2", keys=(Key.of("z"),)),
    Command(
        name="resolve", label=_("Resolve and go to the next"), icon="check", keys=(Key.of("e"),)
    ),
    Command(name="assign-to-me", label=_("Assign to me"), icon="user-check", keys=(Key.of("i"),)),
    Command(
        name="select",
        label=_("Select the conversation"),
        icon="square-check",
        keys=(Key.of("x"),),
        control=".row-check input",
    ),
    Command(
        name="extend-down",
        label=_("Select the next one as well"),
        icon="arrow-down",
        keys=(Key("J", ("⇧", "j")),),
        listed=False,
    ),
    Command(
        name="extend-up",
        label=_("Select the previous one as well"),
        icon="arrow-up",
        keys=(Key("K", ("⇧", "k")),),
        listed=False,
    ),
    Command(
        name="act-on-selected",
        label=_("Do something with those selected"),
        icon="list-checks",
        keys=(Key("X", ("⇧", "x")),),
        control="#bulk-offer button",
    ),
    Command(
        name="new-view",
        label=_("New view"),
        icon="list-filter",
        control=".nav-action",
    ),
    Command(name="panel", label=_("Customer panel"), icon="panel-right", keys=(Key.of("d"),)),
    order=30,
)
register_finder(page="conversations:search", palette="conversations:palette")
