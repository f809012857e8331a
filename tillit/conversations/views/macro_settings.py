"""The settings of macros: found, written, put away, taken up again."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.conversations.composing.variables import explained
from tillit.conversations.macros import listing
from tillit.conversations.macros.forms import MacroForm
from tillit.conversations.models import Macro, Tag
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.people.models import Agent
from tillit.people.toasts import tell

MOST_TAGS_SHOWN = 200


@require_safe
def macro_settings(request: HttpRequest) -> HttpResponse:
    """One's own, those of the own teams and of everybody, sought by their words."""
    sought = request.GET.get("q", "").strip()[:200]
    context = {
        "macros": listing.listed(agent_of(request), sought),
        "away": listing.put_away(agent_of(request)),
        "sought": sought,
    }
    return settings_page(request, "conversations/macros.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_macro(request: HttpRequest, number: int) -> HttpResponse:
    """One of them."""
    return _form(request, _managed(request, number))


@require_http_methods(["GET", "HEAD", "POST"])
def new_macro(request: HttpRequest) -> HttpResponse:
    """One that is not there yet."""
    return _form(request, Macro())


@require_POST
def macro_putting_away(request: HttpRequest, number: int) -> HttpResponse:
    """Put it into the archive; with `again=1` use it after all."""
    found = _managed(request, number)
    if request.GET.get("again") == "1":
        listing.take_up(found)
        tell(request, _("It can be used again."))
    else:
        listing.put_aside(found)
        undo = reverse("conversations:macro_putting_away", args=[found.pk]) + "?again=1"
        tell(request, _("Archived."), undo_url=undo)
    return redirect("conversations:macro_settings")


def _managed(request: HttpRequest, number: int) -> Macro:
    found = Macro.objects.managed_by(agent_of(request)).filter(pk=number)
    macro = found.annotate(used=Count("uses", filter=Q(uses__undone_at=None))).first()
    if macro is None:
        raise Http404
    return macro


def _tags_seen(agent: Agent) -> QuerySet[Tag, str]:
    """The names of tags on conversations that an agent sees."""
    seen = Tag.objects.filter(conversations__team__in=agent.team_ids)
    return seen.order_by("name").values_list("name", flat=True).distinct()[:MOST_TAGS_SHOWN]


def _form(request: HttpRequest, macro: Macro) -> HttpResponse:
    name, typed = macro.name, request.POST if request.method == "POST" else None
    form = MacroForm(agent_of(request), typed, instance=macro)
    if form.is_bound and form.is_valid():
        form.store()
        tell(request, _("Saved."))
        return redirect("conversations:macro_settings")
    away = reverse("conversations:macro_putting_away", args=[macro.pk]) if macro.pk else ""
    context = {
        "macro": {
            "name": name,
            "form": form,
            "used": getattr(macro, "used", 0),
            "variables": explained(),
            "tags": list(_tags_seen(agent_of(request))),
            "putting_away_url": away,
        },
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "conversations/macro.html", context, status=status)
