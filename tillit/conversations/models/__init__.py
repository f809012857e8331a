"""The spine: conversations and what they are made of."""

from tillit.conversations.models.bulk import BulkJob, BulkState, BulkStep, StepState
from tillit.conversations.models.case import (
    CaseType,
    CustomField,
    FieldKind,
    Priority,
    Stage,
    Tag,
)
from tillit.conversations.models.conversation import (
    STILL_OPEN,
    Conversation,
    Shelf,
    Status,
    Tally,
)
from tillit.conversations.models.draft import KeptDraft
from tillit.conversations.models.inbox import Formality, History, Inbox
from tillit.conversations.models.macro import (
    Macro,
    MacroAssignment,
    MacroSnooze,
    MacroStatus,
    MacroUse,
)
from tillit.conversations.models.mention import Mention
from tillit.conversations.models.message import (
    ARRIVING,
    ELSEWHERE,
    LEAVING,
    WITH_THE_CUSTOMER,
    Attachment,
    Delivery,
    DeliveryRole,
    DeliveryState,
    Message,
    MessageKind,
)
from tillit.conversations.models.outcome import Flow, FlowKind, Outcome
from tillit.conversations.models.parcel import Parcel, ParcelState, held_for
from tillit.conversations.models.picture import PictureState, RemotePicture, TrustedSender
from tillit.conversations.models.recent_search import RecentSearch
from tillit.conversations.models.records import FieldValue, Link, Merge, ProblemVersion
from tillit.conversations.models.saved_reply import SavedReply, SavedReplyFile, SavedReplyText
from tillit.conversations.models.saved_view import SavedView, Sharing, Sorting, in_sidebar_of
from tillit.conversations.models.upload import Upload

__all__ = [
    "ARRIVING",
    "ELSEWHERE",
    "LEAVING",
    "STILL_OPEN",
    "WITH_THE_CUSTOMER",
    "Attachment",
    "BulkJob",
    "BulkState",
    "BulkStep",
    "CaseType",
    "Conversation",
    "CustomField",
    "Delivery",
    "DeliveryRole",
    "DeliveryState",
    "FieldKind",
    "FieldValue",
    "Flow",
    "FlowKind",
    "Formality",
    "History",
    "Inbox",
    "KeptDraft",
    "Link",
    "Macro",
    "MacroAssignment",
    "MacroSnooze",
    "MacroStatus",
    "MacroUse",
    "Mention",
    "Merge",
    "Message",
    "MessageKind",
    "Outcome",
    "Parcel",
    "ParcelState",
    "PictureState",
    "Priority",
    "ProblemVersion",
    "RecentSearch",
    "RemotePicture",
    "SavedReply",
    "SavedReplyFile",
    "SavedReplyText",
    "SavedView",
    "Sharing",
    "Shelf",
    "Sorting",
    "Stage",
    "Status",
    "StepState",
    "Tag",
    "Tally",
    "TrustedSender",
    "Upload",
    "held_for",
    "in_sidebar_of",
]
