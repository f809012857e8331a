"""What is understood of a comment: praise and blame turned by the words around them."""

import pytest

from tillit.feedback.understanding import VERSION, Confidence, Mood, Topic, Understood, understand


def marked(text: str, understood: Understood) -> list[str]:
    """The words that decided the mood."""
    return [text[word.start : word.end] for word in understood.words]


@pytest.mark.parametrize(
    ("text", "language", "mood"),
    [
        ("Good.", "en", Mood.GOOD),
        ("Not good.", "en", Mood.BAD),
        ("Not bad at all!", "en", Mood.GOOD),
        ("It could not be better.", "en", Mood.GOOD),
        ("I never had a problem.", "en", Mood.GOOD),
        ("Nobody answered.", "en", Mood.BAD),
        ("Det var ikke bra.", "nb", Mood.BAD),
        ("Ikke verst!", "nb", Mood.GOOD),
        ("Det hjalp ikke.", "nb", Mood.BAD),
        ("Det hjelpte ikkje, eg er misnøgd.", "nb", Mood.BAD),
        ("Niet slecht.", "nl", Mood.GOOD),
        ("Het werkt niet.", "nl", Mood.BAD),
        ("Helemaal niet tevreden.", "nl", Mood.BAD),
        ("Nem rossz.", "hu", Mood.GOOD),
        ("Nem volt segítőkész.", "hu", Mood.BAD),
        ("Kedves sem volt.", "hu", Mood.BAD),
        ("Udvariatlan kiszolgálás.", "hu", Mood.BAD),
        ("Kifogástalan.", "hu", Mood.GOOD),
        ("Használhatatlan.", "hu", Mood.BAD),
    ],
)
def test_a_not_turns_what_is_said(text: str, language: str, mood: Mood) -> None:
    assert understand(text, language).mood == mood


def test_a_not_reaches_no_further_than_its_clause() -> None:
    assert understand("I did not ask for it, the service was great.", "en").mood == Mood.GOOD


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Friendly people but far too expensive.", "en"),
        ("Hyggelige folk, men altfor dyrt.", "nb"),
        ("Aardige mensen, maar veel te duur.", "nl"),
        ("Kedves emberek, de nagyon drága.", "hu"),
        ("Staff are lovely, the waiting times are not.", "en"),
    ],
)
def test_praise_beside_blame_is_mixed(text: str, language: str) -> None:
    understood = understand(text, language)
    assert understood.mood == Mood.MIXED
    assert {word.tone for word in understood.words} == {Mood.GOOD, Mood.BAD}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you.", "en"),
        ("Nothing to add.", "en"),
        ("Kind regards, Grace", "en"),
        ("Could someone friendly call me?", "en"),
        ("Med vennlig hilsen Nora", "nb"),
        ("Met vriendelijke groet, Daan", "nl"),
        ("Üdvözlettel: Zsófia", "hu"),
        ("Hva koster den største pakken?", "nb"),
    ],
)
def test_politeness_and_questions_are_no_praise(text: str, language: str) -> None:
    assert understand(text, language).mood == Mood.NEUTRAL


def test_what_is_wished_for_is_no_praise() -> None:
    assert understand("It should be quick and easy.", "en").mood != Mood.GOOD


@pytest.mark.parametrize(
    "text",
    ["Great, and I was cut off once more.", 'Your "helpful" robot is useless.'],
)
def test_bitter_praise_is_no_praise(text: str) -> None:
    assert understand(text, "en").mood == Mood.BAD


def test_what_was_broken_is_no_blame_when_it_was_replaced() -> None:
    assert understand("The broken lamp was replaced immediately.", "en").mood == Mood.GOOD
    assert understand("The lamp was broken.", "en").mood == Mood.BAD


@pytest.mark.parametrize(
    ("text", "language", "mood"),
    [
        ("GREAT SERVICE", "en", Mood.GOOD),
        ("Sooooo goooood", "en", Mood.GOOD),
        ("I didn’t like it", "en", Mood.BAD),
        ("elegedett vagyok, gyors valasz", "hu", Mood.GOOD),
        ("daarlig service", "nb", Mood.BAD),
        ("\u006b\u0065\u0064\u0076\u0065\u0073 u\u0308gyinte\u0301zo\u030b", "hu", Mood.GOOD),
        ("👍👍", "nl", Mood.GOOD),
        ("😡", "en", Mood.BAD),
        (":-)", "nb", Mood.GOOD),
    ],
)
def test_it_may_be_typed_in_any_way(text: str, language: str, mood: Mood) -> None:
    assert understand(text, language).mood == mood


@pytest.mark.parametrize(
    ("text", "language", "topics"),
    [
        ("I was on hold for forty minutes.", "en", {"speed"}),
        ("Sjåføren var hyggelig.", "nb", {"friendliness"}),
        ("Ik moest steeds mijn hele verhaal opnieuw doen.", "nl", {"effort"}),
        ("Nem hívtak vissza, pedig megígérték.", "hu", {"promise"}),
        ("The courier left the parcel in the rain.", "en", {"delivery"}),
        ("Får ikke logget inn i appen.", "nb", {"website"}),
        ("De factuur klopt niet.", "nl", {"price"}),
        ("Érthetően elmagyarázta a számlát.", "hu", {"clarity"}),
        ("I wrote about my subscription.", "en", set()),
    ],
)
def test_topics_are_told_by_their_words(text: str, language: str, topics: set[str]) -> None:
    assert topics <= understand(text, language).topic_keys
    assert bool(topics) == bool(understand(text, language).topic_keys)


def test_how_fast_a_parcel_came_is_no_answering_time() -> None:
    assert understand("The delivery was fast.", "en").topic_keys == {"delivery"}
    assert understand("The answer came fast.", "en").topic_keys == {"speed"}


def test_who_understood_does_not_speak_of_clarity() -> None:
    assert understand("She understood later who I was.", "en").topics == ()
    assert understand("I did not understand it.", "en").topic_keys == {"clarity"}


def test_the_words_that_decided_are_told_with_their_places() -> None:
    text = "Hei! Dama var kjempehyggelig, men hun kunne ikke hjelpe meg."
    understood = understand(text, "nb")
    assert understood.mood == Mood.MIXED
    assert marked(text, understood) == ["kjempehyggelig", "kunne", "ikke", "hjelpe"]
    assert [word.tone for word in understood.words] == [Mood.GOOD, *[Mood.BAD] * 3]
    found = {one.topic: [text[w.start : w.end] for w in one.words] for one in understood.topics}
    assert found == {
        Topic.FRIENDLINESS: ["kjempehyggelig"],
        Topic.COMPETENCE: ["kunne", "ikke", "hjelpe"],
    }


def test_a_turned_word_is_marked_with_what_turned_it() -> None:
    text = "This was not very good"
    assert marked(text, understand(text, "en")) == ["not", "good"]


def test_a_comment_in_another_of_our_languages_is_read_in_it() -> None:
    understood = understand("Jeg er veldig fornøyd med hjelpen jeg fikk, tusen takk.", "en")
    assert (understood.language, understood.mood) == ("nb", Mood.GOOD)


def test_a_language_that_we_do_not_speak_is_not_guessed_at() -> None:
    understood = understand("最高でした", "ja")
    assert (understood.mood, understood.confidence) == (Mood.NEUTRAL, Confidence.UNSURE)
    assert (understood.language, understood.words, understood.topics) == ("", (), ())


def test_the_surer_the_clearer() -> None:
    assert understand("Excellent, friendly and fast!", "en").confidence == Confidence.SURE
    assert understand("There was no van anywhere.", "en").confidence == Confidence.UNSURE


def test_the_version_goes_with_every_label() -> None:
    assert understand("", "en").version == VERSION
