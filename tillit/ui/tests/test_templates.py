"""What holds for every template of the package."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

PACKAGE = Path(__file__).parents[2]
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
NAMES = [str(path).split("/templates/")[1] for path in TEMPLATES]
MAILS = re.compile(r"(^|/)e?mail/(?!setup/)")
"""A mail must carry its styles with it; no page does."""
PAGES = [path for path, name in zip(TEMPLATES, NAMES, strict=True) if not MAILS.search(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_is_written_inline_that_the_security_policy_forbids(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|\shx-on|javascript:", text)
    # Data for scripts is no script.
    assert not re.search(r"<script(?![^>]*\s(?:src=|type=\"application/json\"))", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_a_posted_form_carries_its_token(path):
    for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL):
        if 'method="post"' in form:
            assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_a_button_with_only_an_icon_has_a_name(path):
    for button in re.findall(r'<button[^>]*class="icon-button[^>]*>', path.read_text()):
        assert "aria-label=" in button or "chosen-file" in path.read_text()
