"""The settings of tags, and of fields of one's own; they are the whole company's."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit.conversations.case_forms import FieldForm, TagForm
from tillit.conversations.models import CustomField, Tag
from tillit.conversations.shell import settings_page
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell


def _page(request: HttpRequest, template: str, status: int = 200, **data: Any) -> HttpResponse:
    return settings_page(request, f"conversations/{template}", data, status=status)


@require_safe
@needs(Verb.ADMINISTER)
def tag_settings(request: HttpRequest) -> HttpResponse:
    """All tags, and on how many conversations each is."""
    tags = Tag.objects.annotate(used=Count("conversations")).order_by("name")
    return _page(request, "tags.html", tags=tags)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ADMINISTER)
def one_tag(request: HttpRequest, number: int) -> HttpResponse:
    """Rename a tag, or delete it everywhere."""
    tag = get_object_or_404(Tag, pk=number)
    if request.method == "POST" and request.POST.get("delete"):
        tag.delete()
        tell(request, _("Deleted."))
        return redirect("conversations:tag_settings")
    name, typed = tag.name, request.POST if request.method == "POST" else None
    form = TagForm(typed, instance=tag)
    if form.is_bound and form.is_valid():
        form.save()
        tell(request, _("Saved."))
        return redirect("conversations:tag_settings")
    used = tag.conversations.count()
    return _page(
        request, "tag.html", 422 if form.is_bound else 200, form=form, name=name, used=used
    )


@require_safe
@needs(Verb.ADMINISTER)
def field_settings(request: HttpRequest) -> HttpResponse:
    """All fields of one's own."""
    fields = CustomField.objects.order_by("-in_use", "id")
    return _page(request, "fields.html", fields=fields)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ADMINISTER)
def new_field(request: HttpRequest) -> HttpResponse:
    """A field that is not there yet."""
    return _field(request, CustomField())


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ADMINISTER)
def one_field(request: HttpRequest, number: int) -> HttpResponse:
    """One field."""
    return _field(request, get_object_or_404(CustomField, pk=number))


def _field(request: HttpRequest, field: CustomField) -> HttpResponse:
    name, typed = field.name, request.POST if request.method == "POST" else None
    form = FieldForm(typed, instance=field)
    if form.is_bound and form.is_valid():
        form.save()
        tell(request, _("Saved."))
        return redirect("conversations:field_settings")
    return _page(request, "field.html", 422 if form.is_bound else 200, form=form, name=name)
