import pytest

from tillit.ui.components import FACES, HUES, face, hue, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nora Dahl", "ND"),
        ("Daan van der Berg", "DB"),
        ("Nagyné Őri Ágnes", "NÁ"),
        ("őri", "Ő"),
        ("Café «Sol»", "C"),
        ("", "?"),
        ("  ", "?"),
        ("– –", "?"),
    ],
)
def test_initials_are_the_first_letters_of_the_first_and_last_word(name, letters):
    assert initials(name) == letters


def test_a_person_keeps_the_same_hue():
    assert hue(1042) == hue(1042)


def test_neighbours_have_different_hues_and_all_hues_are_used():
    assert {hue(identity) for identity in range(HUES)} == set(range(HUES))
    assert hue(7) != hue(8)


def test_there_is_a_face_for_every_score():
    assert [face(score).score for score in range(1, 6)] == [1, 2, 3, 4, 5]
    assert len({one.icon for one in FACES}) == len(FACES)
