from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def render(text, **context):
    return Template("{% load ui %}" + text).render(Context(context))


def chip(*, warn, due):
    began = NOW - timedelta(hours=3)
    return render("{% promise_chip began warn due %}", began=began, warn=warn, due=due)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def _no_hashed_names(settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def test_an_icon_has_the_drawing_of_its_name_and_is_hidden_from_readers():
    drawn = render('{% icon "mail" "small" %}')
    assert drawn == '<i class="icon icon-small i-mail" aria-hidden="true"></i>'


def test_a_name_is_escaped_in_an_avatar():
    drawn = render("{% avatar name 7 34 %}", name="<script> &b")
    assert "<script" not in drawn
    assert 'class="avatar avatar-34 hue-11"' in drawn


def test_an_instant_is_machine_readable():
    drawn = render('{% instant at "ago" %}', at=NOW)
    assert 'datetime="2026-11-20T12:00:00+00:00"' in drawn
    assert 'data-format="ago"' in drawn


@pytest.mark.parametrize(
    ("left", "tone"),
    [(timedelta(hours=1), "ok"), (timedelta(minutes=29), "warn"), (timedelta(0), "bad")],
)
def test_a_chip_says_how_urgent_it_is(left, tone):
    assert f'class="chip {tone}"' in chip(warn=NOW + left - timedelta(minutes=30), due=NOW + left)


def test_a_chip_gives_the_browser_its_three_instants():
    drawn = chip(warn=NOW + timedelta(minutes=30), due=NOW + timedelta(hours=1))
    assert 'data-from="2026-11-20T09:00:00+00:00"' in drawn
    assert 'data-warn="2026-11-20T12:30:00+00:00"' in drawn
    assert 'data-due="2026-11-20T13:00:00+00:00"' in drawn


def test_an_address_breaks_before_its_at_and_stays_escaped():
    drawn = render("{{ address|breakable }}", address="<ada>@fjordkaffe.example")
    assert drawn == "&lt;ada&gt;<wbr>@fjordkaffe.example"
    assert render("{{ 'Nederlands'|breakable }}") == "Nederlands"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "1,204"), ("nb", "1 204"), ("nl", "1.204"), ("hu", "1 204")]
)
def test_a_whole_number_is_written_as_the_language_writes_it(language, words):
    with translation.override(language):
        assert render("{{ number|whole }}", number=1204).replace("\xa0", " ") == words
        assert render("{{ number|whole }}", number=999) == "999"
        assert render("{{ number|whole }}", number="999+") == "999+"
