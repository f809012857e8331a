"""The addresses about cases, for the walk over every address."""

from tillit.conversations.models import CustomField, Tag
from tillit.conversations.tests.browsing import ACTS_ON_CASES

OF_SOME_CASE = {f"conversations/<int:number>/{act}/" for act in ACTS_ON_CASES}


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
