"""The settings of saved replies: found, written, put away, taken up again."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.conversations.composing import saved_replies as replies
from tillit.conversations.composing.forms import SavedReplyForm
from tillit.conversations.composing.variables import explained
from tillit.conversations.envelope import Enclosure
from tillit.conversations.models import SavedReply
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.conversations.spine import KeptFile
from tillit.conversations.uploads import keep_uploads
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell


@require_safe
@needs(Verb.LOOK_AFTER)
def saved_replies(request: HttpRequest) -> HttpResponse:
    """Those of everybody and of the own teams, sought by their words."""
    sought = request.GET.get("q", "").strip()[:200]
    context = {
        "replies": replies.listed(agent_of(request), sought),
        "sought": sought,
    }
    return settings_page(request, "conversations/saved_replies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def saved_reply(request: HttpRequest, number: int) -> HttpResponse:
    """One of them."""
    return _form(request, _managed(request, number))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def new_saved_reply(request: HttpRequest) -> HttpResponse:
    """One that is not there yet."""
    return _form(request, SavedReply())


@require_POST
@needs(Verb.LOOK_AFTER)
def saved_reply_putting_away(request: HttpRequest, number: int) -> HttpResponse:
    """Take it out of use; with `again=1` use it after all."""
    found = _managed(request, number)
    if request.GET.get("again") == "1":
        replies.take_up(found)
        tell(request, _("It can be used again."))
    else:
        replies.put_away(found)
        undo = reverse("conversations:saved_reply_putting_away", args=[found.pk]) + "?again=1"
        tell(request, _("Deleted."), undo_url=undo)
    return redirect("conversations:saved_replies")


def _managed(request: HttpRequest, number: int) -> SavedReply:
    found = SavedReply.objects.managed_by(agent_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, found: SavedReply) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = SavedReplyForm(agent_of(request), typed, instance=found)
    sent = request.FILES.getlist("files")
    too_large = _too_large(sent)
    if form.is_bound and form.is_valid() and not too_large:
        without = [int(number) for number in form.cleaned_data["without"]]
        reply = form.save(commit=False)
        replies.save(reply, form.words(), more_files=_stored(sent), without=without)
        tell(request, _("Saved."))
        return redirect("conversations:saved_replies")
    context = {
        "reply": {
            "form": form,
            "variables": explained(),
            "max_size": filesizeformat(settings.TILLIT_MAX_UPLOAD),
            "too_large": too_large,
            "putting_away_url": reverse("conversations:saved_reply_putting_away", args=[found.pk])
            if found.pk
            else "",
        },
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "conversations/saved_reply.html", context, status=status)


def _too_large(sent: list[UploadedFile]) -> str:
    """The names of files that could not be sent with any mail, "" for none."""
    most = settings.TILLIT_MAX_UPLOAD
    return ", ".join(str(file.name) for file in sent if (file.size or 0) > most)


def _stored(sent: list[UploadedFile]) -> list[KeptFile]:
    return keep_uploads(
        [Enclosure(file.name or "file", file.content_type or "", file.read()) for file in sent]
    )
