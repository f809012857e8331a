"""The agent's pages and the things that can be posted to them."""

from tillit.conversations.views.acting import assignment, reading, reopening, resolution
from tillit.conversations.views.attachments import attachment, kept_picture, picture, raw_parcel
from tillit.conversations.views.below import inboxes, own_signature
from tillit.conversations.views.bulk import bulk, bulk_job, bulk_stop, bulk_undoing
from tillit.conversations.views.case import (
    fields_of,
    following,
    problem,
    property_of,
    tags,
    team_of,
)
from tillit.conversations.views.case_settings import (
    field_settings,
    new_field,
    one_field,
    one_tag,
    tag_settings,
)
from tillit.conversations.views.composing import messages
from tillit.conversations.views.customer_changes import (
    customer_address_blocking,
    customer_address_removal,
    customer_addresses,
    customer_details,
    customer_undoing,
)
from tillit.conversations.views.customers import organization, organizations, people, person
from tillit.conversations.views.departing import attempt, departure, withdrawal
from tillit.conversations.views.forwarding import forwarding
from tillit.conversations.views.held import (
    aside,
    held,
    held_mail,
    parcel_deletion,
    parcel_release,
    parcel_retry,
)
from tillit.conversations.views.helping import draft, insertions
from tillit.conversations.views.inbox import conversation, home, inbox
from tillit.conversations.views.inbox_pages import company, inbox_settings, new_inbox
from tillit.conversations.views.macro_settings import (
    macro_putting_away,
    macro_settings,
    new_macro,
    one_macro,
)
from tillit.conversations.views.macros import macro_undoing, macro_use, macros_here
from tillit.conversations.views.presence import presence
from tillit.conversations.views.saved_replies import (
    new_saved_reply,
    saved_replies,
    saved_reply,
    saved_reply_putting_away,
)
from tillit.conversations.views.saved_views import (
    new_view,
    saved_view,
    view_conditions,
    view_putting_away,
)
from tillit.conversations.views.searching import palette, recent_searches, searching
from tillit.conversations.views.setting_aside import (
    check_back,
    holding,
    snooze,
    spam_of,
)
from tillit.conversations.views.tying import splitting_of, ties_of
from tillit.conversations.views.uniting import customer_parting, customer_union
from tillit.conversations.views.uploading import pasted, uploads
from tillit.conversations.views.whole import attached_mail, message, message_pictures

__all__ = [
    "aside",
    "assignment",
    "attached_mail",
    "attachment",
    "attempt",
    "bulk",
    "bulk_job",
    "bulk_stop",
    "bulk_undoing",
    "check_back",
    "company",
    "conversation",
    "customer_address_blocking",
    "customer_address_removal",
    "customer_addresses",
    "customer_details",
    "customer_parting",
    "customer_undoing",
    "customer_union",
    "departure",
    "draft",
    "field_settings",
    "fields_of",
    "following",
    "forwarding",
    "held",
    "held_mail",
    "holding",
    "home",
    "inbox",
    "inbox_settings",
    "inboxes",
    "insertions",
    "kept_picture",
    "macro_putting_away",
    "macro_settings",
    "macro_undoing",
    "macro_use",
    "macros_here",
    "message",
    "message_pictures",
    "messages",
    "new_field",
    "new_inbox",
    "new_macro",
    "new_saved_reply",
    "new_view",
    "one_field",
    "one_macro",
    "one_tag",
    "organization",
    "organizations",
    "own_signature",
    "palette",
    "parcel_deletion",
    "parcel_release",
    "parcel_retry",
    "pasted",
    "people",
    "person",
    "picture",
    "presence",
    "problem",
    "property_of",
    "raw_parcel",
    "reading",
    "recent_searches",
    "reopening",
    "resolution",
    "saved_replies",
    "saved_reply",
    "saved_reply_putting_away",
    "saved_view",
    "searching",
    "snooze",
    "spam_of",
    "splitting_of",
    "tag_settings",
    "tags",
    "team_of",
    "ties_of",
    "uploads",
    "view_conditions",
    "view_putting_away",
    "withdrawal",
]
