"""Files that came with messages, served so that they can do no harm."""

from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tillit.conversations import files, kept_files
from tillit.conversations.bodies import SHOWN_TYPES
from tillit.conversations.models import Attachment, Parcel, PictureState, RemotePicture
from tillit.conversations.request import agent_of
from tillit.conversations.seals import is_genuine
from tillit.conversations.views.inbox import visible
from tillit.people.models import Agent

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=3600",
}
"""Even when opened by itself nothing in it runs, loads, or is taken for something else."""


@require_safe
def attachment(request: HttpRequest, number: int, seal: str) -> FileResponse:
    """One file, for the viewer to whom we gave this address."""
    agent = _viewer(request, "attachment", number, seal)
    found = Attachment.objects.filter(
        pk=number, message__conversation__team_id__in=agent.team_ids
    ).first()
    if found is None:
        raise Http404
    return _served(found.sha256, found.content_type, found.name)


@require_safe
def picture(request: HttpRequest, number: int, seal: str) -> FileResponse:
    """One picture that was fetched from the internet."""
    agent = _viewer(request, "picture", number, seal)
    found = RemotePicture.objects.visible_to(agent).filter(pk=number).first()
    if found is None or found.state != PictureState.KEPT:
        raise Http404
    return _served(found.sha256, found.content_type, f"picture-{number}")


@require_safe
def kept_picture(request: HttpRequest, number: int, value: str) -> FileResponse:
    """A picture that waits in a composer, for those who see the conversation."""
    found = kept_files.shown(visible(agent_of(request), number), value)
    if found is None:
        raise Http404
    return _served(found.sha256, found.content_type, found.name)


@require_safe
def raw_parcel(request: HttpRequest, number: int, seal: str) -> HttpResponse:
    """A mail as it arrived, to be looked at outside of the browser."""
    agent = _viewer(request, "parcel", number, seal)
    parcel = parcels_of(agent).filter(pk=number).first()
    if parcel is None or not parcel.raw:
        raise Http404
    return HttpResponse(
        parcel.raw,
        content_type="application/octet-stream",
        headers={**HARMLESS, "Content-Disposition": f'attachment; filename="mail-{number}.eml"'},
    )


def parcels_of(agent: Agent) -> QuerySet[Parcel]:
    """What arrived for the agent's teams, or became a message that the agent may see."""
    filed = Q(message__isnull=False, message__conversation__team_id__in=agent.team_ids)
    return Parcel.objects.filter(filed | Q(message=None, inbox__team_id__in=agent.team_ids))


def _viewer(request: HttpRequest, kind: str, number: int, seal: str) -> Agent:
    agent = agent_of(request)
    if not is_genuine(seal, kind, number, agent):
        raise Http404
    return agent


def _served(sha256: str, content_type: str, name: str) -> FileResponse:
    path = files.path_of(sha256)
    if not path.exists():
        raise Http404
    shown = content_type in SHOWN_TYPES
    response = FileResponse(
        path.open("rb"),
        as_attachment=not shown,
        filename=name,
        content_type=content_type if shown else "application/octet-stream",
    )
    for header, value in HARMLESS.items():
        response[header] = value
    return response
