"""Recognising who writes."""

import pytest

from tillit.people.actions import LONGEST_NAME, find, recognise
from tillit.people.models import Contact, Identity, IdentityKind
from tillit.testing.cast import GRACE, NORA

pytestmark = pytest.mark.django_db


def test_somebody_new_becomes_a_contact_with_one_address() -> None:
    recognised = recognise(value=NORA.email, name=NORA.name, language="nb")
    assert recognised.new
    assert (recognised.contact.name, recognised.contact.language) == ("Nora Haugen", "nb")
    assert Identity.objects.get().value == NORA.email


def test_the_same_address_is_the_same_contact() -> None:
    first = recognise(value=NORA.email, name=NORA.name)
    again = recognise(value=NORA.email, name=NORA.name)
    assert not again.new
    assert again.contact == first.contact
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    "written", ["NORA@KUNDE.EXAMPLE", "  nora@kunde.example ", "Nora@Kunde.Example"]
)
def test_case_and_outer_space_do_not_make_another_person(written: str) -> None:
    contact = recognise(value=NORA.email, name=NORA.name).contact
    assert recognise(value=written).contact == contact
    assert find(kind=IdentityKind.EMAIL, value=written) == contact


def test_two_addresses_are_two_people_until_somebody_says_otherwise() -> None:
    assert recognise(value=NORA.email).contact != recognise(value=GRACE.email).contact


def test_a_known_name_is_not_overwritten_by_a_header() -> None:
    recognise(value=NORA.email, name=NORA.name)
    assert recognise(value=NORA.email, name="Your Bank").contact.name == NORA.name


def test_without_a_name_the_address_stands_in() -> None:
    assert recognise(value=NORA.email).contact.name == "nora"


@pytest.mark.parametrize("known", ["", "nora"])
def test_a_name_is_learnt_when_none_was_known(known: str) -> None:
    Contact.objects.filter(pk=recognise(value=NORA.email).contact.pk).update(name=known)
    assert recognise(value=NORA.email, name=NORA.name).contact.name == NORA.name
    assert Contact.objects.get().name == NORA.name


def test_a_name_is_one_line_of_a_length_that_fits() -> None:
    contact = recognise(value=NORA.email, name="Nora\r\n  Haugen " + "x" * 500).contact
    assert contact.name.startswith("Nora Haugen x")
    assert len(contact.name) == LONGEST_NAME


def test_the_language_is_that_of_the_last_words_that_were_certain() -> None:
    recognise(value=NORA.email, language="nb")
    assert recognise(value=NORA.email, language="").contact.language == "nb"
    recognise(value=NORA.email, language="en")
    assert Contact.objects.get().language == "en"


def test_an_address_that_nobody_has_finds_nobody() -> None:
    assert find(kind=IdentityKind.EMAIL, value=NORA.email) is None
