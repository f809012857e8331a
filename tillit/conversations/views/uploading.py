"""What goes into the composer before anything is sent: files, pictures, what was copied."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations import kept_files
from tillit.conversations.composing.enclosing import NotTaken, keep_file, keep_picture
from tillit.conversations.composing.written import LONGEST_PAGE
from tillit.conversations.request import agent_of
from tillit.conversations.views.inbox import visible

REFUSED = 422


@require_POST
def uploads(request: HttpRequest, number: int) -> HttpResponse:
    """Keep one file until what it goes along with is sent; `picture` stands among the words."""
    conversation = visible(agent_of(request), number)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return HttpResponse(_("Nothing arrived."), status=REFUSED, content_type="text/plain")
    keep = keep_picture if request.POST.get("picture") else keep_file
    try:
        kept = keep(file)
    except NotTaken as problem:
        return HttpResponse(str(problem), status=REFUSED, content_type="text/plain")
    offered = kept_files.offered(conversation, [kept])[0]
    return render(request, "conversations/kept_file.html", {"file": offered})


@require_POST
def pasted(request: HttpRequest, number: int) -> HttpResponse:
    """What was copied from elsewhere, as it may stand in a message."""
    conversation = visible(agent_of(request), number)
    html = request.POST.get("html", "")
    if len(html) > LONGEST_PAGE:
        return HttpResponse(status=REFUSED)
    # Loaded here, since the parsers are only needed once somebody writes.
    from tillit.conversations.composing.cleaning import cleaned

    kept = kept_files.chosen(conversation, request.POST.getlist("kept"))
    return HttpResponse(cleaned(html, {file.content_id for file in kept if file.inline}))
