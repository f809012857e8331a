"""Files that came with messages, served so that they can do no harm."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from tillit.conversations import files
from tillit.conversations.models import Attachment
from tillit.conversations.request import agent_of

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Types that a browser may show; everything else is downloaded, never run as HTML or SVG."""


@require_safe
def attachment(request: HttpRequest, number: int) -> FileResponse:
    """One file, for those who may see its conversation."""
    agent = agent_of(request)
    found = Attachment.objects.filter(
        pk=number, message__conversation__team_id__in=agent.team_ids
    ).first()
    path = files.path_of(found.sha256) if found else None
    if found is None or path is None or not path.exists():
        raise Http404
    shown = found.content_type in SHOWN
    response = FileResponse(
        path.open("rb"),
        as_attachment=not shown,
        filename=found.name,
        content_type=found.content_type if shown else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, max-age=3600"
    return response
