"""Rules can wait for everything that happens to a conversation, or it is said why not."""

from tillit.automation import triggers
from tillit.conversations.events import ConversationFact
from tillit.journal.facts import Fact

NOT_WAITED_FOR = {
    "conversations.ConversationFact": "the base of the others",
    "conversations.CaseFact": "the base of the others",
    "conversations.PropertyChanged": "the base of the others",
    "standards.PromiseFact": "the base of the others",
    "standards.PromiseDecided": "the base of the others",
    "conversations.ConversationStarted": "told with the message that starts it",
    "conversations.MessageQueued": "a reply counts once it has left",
    "conversations.MessageWithdrawn": "nothing was said",
    "conversations.MessageDelayed": "another server still tries",
    "conversations.ColleagueDoubted": "for the colleague whose address it is",
    "conversations.AutomaticMessageWithheld": "a machine at the other end",
    "conversations.ColleagueMentioned": "the colleague is told",
    "conversations.ConversationRead": "somebody only looked",
    "conversations.PicturesWanted": "somebody only looked",
    "conversations.PicturesFetched": "somebody only looked",
    "conversations.FollowerLeft": "nothing follows from it for others",
    "conversations.CheckBackPlanned": "its coming back is waited for",
    "conversations.CheckBackDropped": "it will not come back",
    "conversations.SpamUnmarked": "it stands as it stood",
    "conversations.SenderBlocked": "about the sender, who writes no more",
    "conversations.SenderUnblocked": "about the sender",
    "conversations.ConversationAbsorbed": "told from the side of the one that went",
    "conversations.ConversationUnmerged": "it stands as it stood",
    "conversations.ConversationReturned": "it stands as it stood",
    "conversations.MessagesSplitOff": "told from the side of the new one",
    "conversations.ParentChanged": "a tie only",
    "conversations.ConversationLinked": "a tie only",
    "conversations.ConversationUnlinked": "a tie only",
    "conversations.MacroRun": "what it did is told by itself",
    "conversations.MacroRunUndone": "what it did is told by itself",
    "standards.PromiseAnsweredLate": "the reply itself is waited for",
    "standards.PromiseCancelled": "what ended it is waited for",
    "standards.PromiseResumed": "what began it again is waited for",
    "standards.PromiseRetargeted": "what changed the case is waited for",
    "standards.PromisePaused": "what stops the clock is waited for",
    "standards.PromiseContinued": "what lets it go on is waited for",
    "conversations.QuestionAnswered": "what was answered is waited for",
    "feedback.CustomerAsked": "the answer is waited for",
    "feedback.InvitationReturned": "that the mail came back is waited for",
    "feedback.CustomerNotAsked": "nothing happened to the customer",
    "feedback.said.AnswerPursued": "the conversation that begins is waited for",
    "feedback.SurveysRefused": "nothing follows from it for the conversation",
    "feedback.SurveysWanted": "nothing follows from it for the conversation",
    "standards.NewTimeTold": "a rule or a colleague told it",
    "automation.RulesCalled": "the rules themselves",
    "automation.ColleagueTold": "the rules themselves",
    "automation.ConversationRouted": "its being assigned is waited for",
    "automation.RoutingWaits": "the rules themselves",
    "automation.WebhookWanted": "the rules themselves",
    "automation.ConversationPassedOn": "its being assigned is waited for",
}


def kinds_of(base: type[Fact]) -> set[str]:
    """The names of a kind of fact and of all below it."""
    below = (kinds_of(one) for one in base.__subclasses__())
    return {base.kind()}.union(*below)


def test_every_fact_of_a_conversation_is_waited_for_or_it_is_said_why_not() -> None:
    waited_for = {fact.kind() for one in triggers.every() for fact in one.facts}
    there = {kind for kind in kinds_of(ConversationFact) if "tests" not in kind}
    assert there - waited_for == set(NOT_WAITED_FOR)
