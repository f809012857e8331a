"""Pages about Tillit itself."""

from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """Says that pages are being served; for supervisors and load balancers."""
    return HttpResponse("ok", content_type="text/plain")
