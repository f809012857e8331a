"""Reading the handbook: everybody may, each the pages of his or her own teams."""

import pytest
from django.test import Client

from tillit.documents import publishing
from tillit.documents.models import Document
from tillit.documents.pictures import add
from tillit.documents.reading import readers_of
from tillit.people.actor import Actor
from tillit.people.models import Role
from tillit.search.rebuilding import catch_up
from tillit.standards.keeping import Point, end, newest_of, points_of, revise
from tillit.standards.models import Guidance, Promise, ServiceStandard
from tillit.standards.tests.handbook import a_page, typed
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk, agent, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LIST = "/handbook/"
PAGE = "/handbook/pages/how-we-own-up/"


def words(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_an_empty_handbook_has_one_next_step(liv: Client, ada: Client) -> None:
    assert "Write the first page" in words(liv, LIST)
    page = words(ada, LIST)
    assert "Your lead writes the first one" in page
    assert "An answer within four working hours" in page


def test_a_page_is_read_in_ones_own_language(desk: Desk, ada: Client) -> None:
    a_page(desk)
    page = words(ada, PAGE)
    assert "Say sorry first." in page
    assert "Version 1 of 1 June 2026" in page
    assert "1 December 2026" in page
    type(desk.ada).objects.filter(pk=desk.ada.pk).update(language="nb")
    assert "Si unnskyld først." in words(ada, PAGE)
    assert "Say sorry first." in words(ada, f"{PAGE}?language=en")


def test_who_reads_another_language_is_told_which_it_is(desk: Desk, ada: Client) -> None:
    a_page(desk)
    type(desk.ada).objects.filter(pk=desk.ada.pk).update(language="hu")
    page = words(ada, PAGE)
    assert "Say sorry first." in page
    assert 'class="prose" lang="en"' in page
    assert "English" in page


def test_a_long_page_has_contents(desk: Desk, ada: Client) -> None:
    a_page(desk, text="## One\n\na\n\n## Two\n\nb\n\n## Three\n\nc")
    page = words(ada, PAGE)
    assert '<a href="#part-two">Two</a>' in page
    assert '<h2 id="part-two">Two</h2>' in page


def test_what_is_to_be_read_is_marked_until_it_was(desk: Desk, ada: Client) -> None:
    page = a_page(desk)
    assert "To be read" in words(ada, LIST)
    assert "I have read it" in words(ada, PAGE)
    assert "Read by 1 of 3" in words(ada, PAGE)
    ada.post(f"{PAGE}reading/", {"version": "1"})
    assert desk.ada in readers_of(page).have
    assert "Read by 2 of 3" in words(ada, PAGE)
    assert "I have read it" not in words(ada, PAGE)
    assert "To be read" not in words(ada, LIST)


def test_who_has_not_read_it_is_seen(desk: Desk, liv: Client) -> None:
    a_page(desk)
    page = words(liv, PAGE)
    not_yet = page[page.index("Not yet:") : page.index("Who has read it")]
    assert "Ada" in not_yet
    assert "Bo" in not_yet
    assert "Liv" not in not_yet


def test_what_was_published_meanwhile_is_not_read(desk: Desk, ada: Client, liv: Client) -> None:
    page = a_page(desk)
    liv.post(f"{PAGE}writing/", typed(text_en="Call first."))
    answer = ada.post(f"{PAGE}reading/", {"version": "1"}, follow=True)
    assert "The page has changed meanwhile" in answer.content.decode()
    assert desk.ada in readers_of(page).have_not


def test_it_is_found_by_its_words(desk: Desk, ada: Client, eve: Client) -> None:
    a_page(desk)
    while catch_up():
        pass
    assert "How we own up" in words(ada, f"{LIST}?q=unnskyld")
    assert "Nothing was found" in words(ada, f"{LIST}?q=kettle")
    assert "How we own up" not in words(eve, f"{LIST}?q=sorry")
    assert PAGE in words(ada, "/search/?q=sorry")
    assert PAGE in words(ada, "/search/palette/?q=sorry")
    assert PAGE not in words(eve, "/search/?q=sorry")
    assert PAGE not in words(eve, "/search/palette/?q=sorry")


def test_standards_are_found_as_well(desk: Desk, ada: Client) -> None:
    page = words(ada, f"{LIST}?q=further")
    assert "An answer to each further message" in page
    assert "An answer within four working hours" not in page


def test_an_older_version_stays_and_tells_what_it_changed(desk: Desk, ada: Client) -> None:
    page = a_page(desk)
    text = publishing.Text({"en": "How we own up"}, {"en": "Say sorry at once."}, "Quicker.")
    publishing.publish(document=page, text=text, seen=1, by=desk.liv)
    assert "Say sorry first." in words(ada, f"{PAGE}versions/1/")
    assert "The page says something else by now" in words(ada, f"{PAGE}versions/1/")
    newest = words(ada, f"{PAGE}versions/2/")
    assert "<del>first</del><ins>at once</ins>" in newest
    assert "Quicker." in newest
    assert ada.get(f"{PAGE}versions/3/").status_code == 404


def test_pictures_are_seen_by_those_who_may_read(desk: Desk, ada: Client, eve: Client) -> None:
    page = a_page(desk)
    png = b"\x89PNG\r\n\x1a\n0"
    picture = add(document=page, name="A cup", content=png, by=desk.liv)
    address = f"{PAGE}pictures/{picture.pk}/"
    answer = ada.get(address)
    assert (answer.content, answer.headers["Content-Type"]) == (png, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert eve.get(address).status_code == 404


def test_a_picture_of_another_page_is_not_found_here(desk: Desk, eve: Client) -> None:
    picture = add(document=a_page(desk), name="x", content=b"GIF89a", by=desk.liv)
    other = a_page(desk, for_everybody=True)
    address = f"/handbook/pages/{other.slug}/pictures/{picture.pk}/"
    assert eve.get(address).status_code == 404


def test_every_agent_reads_what_is_promised(desk: Desk, eve: Client) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    version = newest_of(standard)
    assert version is not None
    revised = type(version).objects.get(pk=version.pk)
    revised.pk, revised.evidence = None, "Most write in the morning."
    point = Point({"en": "Warm"}, {"en": "Dear Nora"}, {"en": "Ticket closed"})
    revise(
        standard=standard,
        name=standard.name,
        version=revised,
        points=[*points_of(version.criteria.all()), point],
        by=Actor.agent(desk.liv),
    )
    page = words(eve, f"/handbook/standards/{standard.pk}/")
    for part in ("An answer within four working hours", "Warm", "Dear Nora", "Ticket closed"):
        assert part in page
    assert "Most write in the morning." in page


def test_a_promise_leads_to_its_standard_and_on_to_its_pages(desk: Desk, ada: Client) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    Guidance.objects.create(standard=standard, document=a_page(desk))
    writes(GRACE, desk.inbox)
    promise = Promise.objects.get()
    address = f"/handbook/standards/{standard.pk}/"
    assert address in words(ada, f"/promises/{promise.pk}/")
    assert PAGE in words(ada, address)
    assert address in words(ada, PAGE)
    end(standard=standard, by=Actor.agent(desk.liv))
    assert "This is promised no longer" in words(ada, address)


def test_the_standard_of_another_team_and_its_pages_stay_there(desk: Desk, eve: Client) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    Guidance.objects.create(standard=standard, document=a_page(desk))
    assert PAGE not in words(eve, f"/handbook/standards/{standard.pk}/")
    standard.versions.update(inbox=desk.inbox)
    assert eve.get(f"/handbook/standards/{standard.pk}/").status_code == 404
    assert "An answer within four" not in words(eve, LIST)


def test_a_stranger_finds_no_page_of_the_desk(desk: Desk, eve: Client) -> None:
    a_page(desk)
    for address in (PAGE, f"{PAGE}versions/1/", f"{PAGE}pictures/", f"{PAGE}proposing/"):
        assert eve.get(address).status_code == 404
    assert eve.post(f"{PAGE}reading/", {"version": "1"}).status_code == 404
    assert "How we own up" not in words(eve, LIST)


def test_what_is_for_everybody_is_read_by_everybody(desk: Desk, eve: Client) -> None:
    a_page(desk, for_everybody=True)
    assert "I have read it" in words(eve, PAGE)
    light = agent("Mia", Role.LIGHT)
    assert "Propose a change" in words(browser_of(light), PAGE)


def test_a_dropped_page_stands_below_and_is_taken_up_again(desk: Desk, liv: Client) -> None:
    page = a_page(desk)
    publishing.drop(document=page, by=desk.liv)
    assert "1 page holds no longer" in words(liv, LIST)
    assert "This page has not held since" in words(liv, PAGE)
    liv.post(f"{PAGE}return/")
    assert Document.objects.in_force().exists()
