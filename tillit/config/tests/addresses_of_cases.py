"""The addresses about cases, for the walk over every address."""

from tillit.conversations.models import CustomField, Tag

ACTS_ON_CASES = (
    "properties",
    "team",
    "tags",
    "following",
    "fields",
    "problem",
    "snooze",
    "check-back",
    "spam",
    "ties",
)


def addresses_of_cases(canary: str) -> dict[str, list[str]]:
    """Tags and fields, which are the whole company's; they bear the canary in their names."""
    tag, field = Tag.objects.create(name=canary), CustomField.objects.create(name=canary)
    return {
        "settings/tags/": ["/settings/tags/"],
        "settings/tags/<int:number>/": [f"/settings/tags/{tag.pk}/"],
        "settings/fields/": ["/settings/fields/"],
        "settings/fields/new/": ["/settings/fields/new/"],
        "settings/fields/<int:number>/": [f"/settings/fields/{field.pk}/"],
    }
