"""What a colleague knows and how much fits: asked of whoever looks after the team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tillit.automation.models import Workplace
from tillit.conversations.viewing.vocabulary import channels_in_use
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent

MOST_SKILLS = 30
LONGEST_SKILL = 40
LARGEST = 1000


def workplace_of(agent: Agent) -> Workplace:
    """What is known of a colleague; a new one knows his or her own language."""
    return Workplace.objects.filter(agent=agent).first() or Workplace(
        agent=agent, languages=[agent.language]
    )


class WorkplaceForm(forms.Form):
    """Languages, skills, and how many at once: in all and by channel."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = forms.CharField(
        label=_("Skills"),
        required=False,
        max_length=1000,
        help_text=_("Several are parted by commas: returns, espresso machines."),
    )
    most = forms.IntegerField(
        label=_("At most so many at once"),
        required=False,
        min_value=0,
        max_value=LARGEST,
        help_text=_(
            "Rules give no more conversations that wait for us than this. Empty: as many as come."
        ),
    )

    def __init__(self, workplace: Workplace, *args: Any, **kwargs: Any) -> None:
        """Say what is known."""
        super().__init__(*args, **kwargs)
        self._workplace = workplace
        self.fields["languages"].initial = workplace.languages
        self.fields["skills"].initial = ", ".join(workplace.skills)
        self.fields["most"].initial = workplace.most
        for channel, name in channels_in_use():
            self.fields[f"most_{channel}"] = forms.IntegerField(
                label=_("Of %(channel)s") % {"channel": name},
                required=False,
                min_value=0,
                max_value=LARGEST,
                initial=workplace.most_by_channel.get(channel),
            )

    def clean_skills(self) -> list[str]:
        """Each once."""
        names = [" ".join(name.split()) for name in self.cleaned_data["skills"].split(",")]
        kept = list({name.casefold(): name for name in names if name}.values())
        if len(kept) > MOST_SKILLS or any(len(name) > LONGEST_SKILL for name in kept):
            raise ValidationError(_("These are too many skills, or one of them is too long."))
        return kept

    def of_channels(self) -> list[Any]:
        """The fields of single channels; of one channel the whole number says it all."""
        names = [f"most_{channel}" for channel, _name in channels_in_use()]
        return [self[name] for name in names] if len(names) > 1 else []

    def store(self) -> None:
        """Keep it."""
        said, workplace = self.cleaned_data, self._workplace
        workplace.languages, workplace.skills = said["languages"], said["skills"]
        workplace.most = said["most"]
        workplace.most_by_channel = {
            channel: said[f"most_{channel}"]
            for channel, _name in channels_in_use()
            if said.get(f"most_{channel}") is not None
        }
        workplace.save()
