"""What an agent says of a conversation: its properties, tags, fields, followers, team, record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations import custom_fields, problems, properties
from tillit.conversations.models import Conversation, CustomField
from tillit.conversations.properties import PROPERTIES, NotThat
from tillit.conversations.request import agent_of
from tillit.conversations.views.acting import act_on, changeable, refused, view_of
from tillit.conversations.views.inbox import Toast
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.people.toasts import tell


def word(request: HttpRequest, name: str) -> str:
    """What a form says, or the address of an undo."""
    return str(request.POST.get(name, request.GET.get(name, "")))


def number_in(request: HttpRequest, name: str) -> int:
    """The number that a form says.

    Raises:
        Http404: it is none.
    """
    text = word(request, name).strip().lstrip("#")
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def undo(request: HttpRequest, name: str, number: int, /, **said: str | int) -> str:
    """The address to which a POST undoes something, so that the same view is shown again."""
    return f"{reverse(f'conversations:{name}', args=[number])}?" + urlencode(
        {"view": view_of(request), **said}
    )


@require_POST
def property_of(request: HttpRequest, number: int) -> HttpResponse:
    """Set the type, stage or priority to a value."""
    conversation = changeable(request, number)
    name, value = word(request, "name"), word(request, "value")
    if name not in PROPERTIES or value not in PROPERTIES[name].values.values:
        raise Http404
    before = getattr(conversation, name)
    toast = Toast(_("Changed."), undo(request, "property_of", number, name=name, value=before))

    def verb(conversation: Conversation, by: Actor) -> None:
        properties.choose(conversation=conversation, name=name, value=value, by=by)

    return act_on(request, number, verb, toast)


@require_POST
def team_of(request: HttpRequest, number: int) -> HttpResponse:
    """Hand over to another team; who is not in it is back at the list."""
    agent = agent_of(request)
    conversation = changeable(request, number)
    team = Team.objects.filter(pk=number_in(request, "team")).first()
    if team is None:
        raise Http404
    before = conversation.team_id

    def verb(conversation: Conversation, by: Actor) -> None:
        properties.move(conversation=conversation, to=team, by=by)

    if team.pk in agent.team_ids:
        back = undo(request, "team_of", number, team=before)
        return act_on(request, number, verb, Toast(_("Handed over."), back))
    verb(conversation, Actor.agent(agent))
    tell(request, _("Handed over to %(team)s.") % {"team": team.name})
    here = reverse("conversations:view", args=[view_of(request)])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": here})
    return redirect(here)


@require_POST
def tags(request: HttpRequest, number: int) -> HttpResponse:
    """Add the tag of a name, or remove the tag of a number."""
    conversation = changeable(request, number)
    by = Actor.agent(agent_of(request))
    if word(request, "remove"):
        tag = conversation.tags.filter(pk=number_in(request, "remove")).first()
        if tag is None:
            raise Http404
        properties.remove_tag(conversation=conversation, tag=tag.pk, by=by)
        toast = Toast(_("Tag removed."), undo(request, "tags", number, add=tag.name))
        return act_on(request, number, _nothing_more, toast)
    try:
        tag = properties.add_tag(conversation=conversation, name=word(request, "add"), by=by)
    except NotThat:
        return refused(request, number, Toast(_("Write a word, then press Enter.")))
    toast = Toast(_("Tag added."), undo(request, "tags", number, remove=tag.pk))
    return act_on(request, number, _nothing_more, toast)


def _nothing_more(conversation: Conversation, by: Actor) -> None:
    """It is done already."""


@require_POST
def following(request: HttpRequest, number: int) -> HttpResponse:
    """Follow with `follow=1`, else no longer."""
    agent: Agent = agent_of(request)
    verb = properties.follow if word(request, "follow") else properties.unfollow
    return act_on(
        request,
        number,
        lambda conversation, by: verb(conversation=conversation, agent=agent, by=by),
        everybody=True,
    )


@require_POST
def fields_of(request: HttpRequest, number: int) -> HttpResponse:
    """Write down what a field says."""
    changeable(request, number)
    field = CustomField.objects.filter(pk=number_in(request, "field"), in_use=True).first()
    if field is None:
        raise Http404

    def verb(conversation: Conversation, by: Actor) -> None:
        value = word(request, "value")
        custom_fields.say(conversation=conversation, field=field, value=value, by=by)

    try:
        return act_on(request, number, verb)
    except NotThat as problem:
        words = f"{field.name}: {problem}"
        return refused(request, number, Toast(words, link=f"#field-{field.pk}"))


@require_POST
def problem(request: HttpRequest, number: int) -> HttpResponse:
    """Write down how the problem is solved."""
    agent = agent_of(request)
    words = {part: word(request, part) for part in problems.PARTS}

    def verb(conversation: Conversation, by: Actor) -> None:
        problems.write(conversation=conversation, agent=agent, words=words, by=by)

    return act_on(request, number, verb, Toast(_("Saved.")))
