"""A page of figures to print or to pass on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.insights.papers.paper import pages, paper_of
from tillit.insights.papers.setting import pdf_of
from tillit.insights.periods import BY, MOST_FILTERS, selection_of
from tillit.insights.sections import OVERVIEW
from tillit.insights.views.section import counting_of


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The page as PDF.

    Raises:
        Http404: there is no such page, or several filters are still being counted.
    """
    if key not in dict(pages()):
        raise Http404
    most = 1 if key == OVERVIEW else MOST_FILTERS
    selection = selection_of(request, agent_of(request), most=most)
    if counting_of(request, selection, selection.compared).get("goes_on"):
        raise Http404
    made = pdf_of(paper_of(key, selection, by=request.GET.get(BY, "")))
    name = f"{key}-{selection.first}-{selection.last}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
