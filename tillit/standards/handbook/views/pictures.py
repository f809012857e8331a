"""Pictures of pages: added by those who write, seen by those who may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit.documents.models import Picture
from tillit.documents.pictures import MOST, add
from tillit.people.request import agent_of
from tillit.people.toasts import tell
from tillit.standards.handbook.forms import PictureForm
from tillit.standards.handbook.scope import page_at
from tillit.standards.handbook.views import handbook_page
from tillit.standards.handbook.views.writing import pictures_of
from tillit.ui.addresses import url_of

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=86400, immutable",
}
"""Even when opened by itself nothing in it runs, or is taken for something else."""


@require_safe
def picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One picture, which never changes."""
    page = page_at(agent_of(request), slug)
    found = get_object_or_404(Picture, pk=number, document=page)
    return HttpResponse(bytes(found.content), content_type=found.content_type, headers=HARMLESS)


@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: HttpRequest, slug: str) -> HttpResponse:
    """The pictures of a page, each with the line that shows it; a further one is added."""
    agent = agent_of(request)
    page = page_at(agent, slug)
    form = PictureForm(request.POST or None, request.FILES or None)
    if form.is_bound and page.pictures.count() >= MOST:
        form.add_error(None, _("This page has as many pictures as a page may have."))
    if form.is_bound and form.is_valid():
        content, shows = form.cleaned_data["picture"], form.cleaned_data["shows"]
        add(document=page, name=shows, content=content, by=agent)
        tell(request, _("Added. Copy its line to where the picture is to stand."))
        return redirect("handbook:pictures", slug)
    context = {
        "title": page.title,
        "form": form,
        "pictures": pictures_of(page),
        "back_url": url_of("handbook:page", slug),
    }
    status = 422 if form.is_bound else 200
    return handbook_page(request, "pictures.html", {"gallery": context}, status=status)
