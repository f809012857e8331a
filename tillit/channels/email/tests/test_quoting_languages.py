"""What mail programs write above a quotation, in the languages of the world."""

import pytest

from tillit.channels.email.quoting import divided

NEW = "Thank you, that works."
ANN = "Ann Lee <ann@x.example>"
INTRODUCTIONS = (
    f"Am Mo., 5. Jan. 2026 um 15:14 Uhr schrieb {ANN}:",
    f"Le lun. 5 janv. 2026 à 15:14, {ANN} a écrit :",
    "El lun, 5 ene 2026 a las 15:14, Ann Lee (<ann@x.example>) escribió:",
    f"Em seg., 5 de jan. de 2026 às 15:14, {ANN} escreveu:",
    f"{ANN} escreveu (segunda, 5/01/2026 à(s) 15:14):",
    f"No dia 05/01/2026, às 15:14, {ANN} escreveu:",
    f"Il giorno lun 5 gen 2026 alle ore 15:14 {ANN} ha scritto:",
    f"Den mån 5 jan. 2026 kl 15:14 skrev {ANN}:",
    "ma 5. tammik. 2026 klo 15.14 Ann Lee (ann@x.example) kirjoitti:",
    f"Wiadomość napisana przez {ANN} w dniu 05.01.2026, o godz. 15:14:",
    f"po 5. 1. 2026 v 15:14 odesílatel {ANN} napsal:",
    "Dňa 5. 1. 2026 o 15:14 Ann Lee napísal(a):",
    f"În lun., 5 ian. 2026 la 15:14, {ANN} a scris:",
    f"пн, 5 янв. 2026 г. в 15:14, {ANN}:",
    f"пн, 5 січ. 2026 р. о 15:14 {ANN} пише:",
    f"На пн, 5.01.2026 г. в 15:14 ч. {ANN} написа:",
    f"{ANN}, 5 Oca 2026 Pzt, 15:14 tarihinde şunu yazdı:",
    f"Στις Δευ 5 Ιαν 2026 στις 3:14 μ.μ., ο χρήστης {ANN} έγραψε:",
    f"2026年1月5日(月) 15:14 {ANN}:",
    f"2026/01/05 15:14、{ANN}のメール:",
    f"{ANN} 于2026年1月5日周一 15:14写道：",
    f"{ANN} 於 2026年1月5日 週一 下午3:14寫道：",
    f"2026년 1월 5일 (월) 오후 3:14, {ANN}님이 작성:",
    "\u202bבתאריך יום ב׳, 5 בינו׳ 2026 ב-15:14 מאת \u202aAnn Lee\u202c "
    "<ann@x.example\u200f>:\u202c",
    f"في الاثنين، 5 يناير 2026 في 3:14 م تمت كتابة ما يلي بواسطة {ANN}:",
    f"Vào Th 2, 5 thg 1, 2026 vào lúc 15:14 {ANN} đã viết:",
    "5.01.2026 15:14 tarihinde Ann Lee yazdı:",
    f"Monday, 5 January 2026, 3:14 PM +0300 from {ANN}:",
    f"Понедельник, 5 января 2026, 15:14 +03:00 от {ANN}:",
    f"2026-01-05 15:14 GMT+01:00 {ANN}:",
    f"Zitat von {ANN}:",
    f"Quoting {ANN}:",
    "---- Ann Lee wrote ----",
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
    "-------- Oryginalna wiadomość --------",
    "------------------ 原始邮件 ------------------",
    "-----元のメッセージ-----",
    "On Mon, Jan 5, 2026 at 3:14 PM Ann Lee\n\n<\nmailto:Ann Lee <ann@x.example>\n> wrote:",
)
LABELS = (
    "Von Gesendet An Betreff",
    "De Envoyé À Objet",
    "De Enviado Para Asunto",
    "Da Inviato A Oggetto",
    "Od Wysłano Do Temat",
    "Od Odoslané Komu Predmet",
    "Від Надіслано Кому Тема",
    "Kimden Gönderildi Kime Konu",
    "Από Στάλθηκε Προς Θέμα",
    "差出人 送信日時 宛先 件名",
    "发件人 发送时间 收件人 主题",
    "寄件者 寄件日期 收件者 主旨",
    "보낸사람 보낸날짜 받는사람 제목",
    "מאת נשלח אל נושא",
)


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
@pytest.mark.parametrize("old", ["> Hello there", "Hello there"], ids=["marked", "unmarked"])
def test_words_above_an_introduction_are_new(introduction: str, old: str) -> None:
    found = divided(f"{NEW}\n\n{introduction}\n\n{old}\n")
    assert (found.new, found.quoted) == (NEW, f"{introduction}\n\n{old}")


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("colon", [": ", "："])
def test_words_above_the_headers_of_outlook_are_new(labels: str, colon: str) -> None:
    values = (ANN, "5 January 2026 15:14", "Bo <bo@y.example>", "Re: Kettle")
    named = zip(labels.split(), values, strict=True)
    block = "\n".join(f"{label}{colon}{value}" for label, value in named)
    assert divided(f"{NEW}\n\n{block}\n\nHello there\n").new == NEW


@pytest.mark.parametrize("above", ["I need 2 of these", "Call 5551234", "reply -"])
@pytest.mark.parametrize(
    "introduction",
    [
        f"On Mon, Jan 5, 2026 at 3:14 PM {ANN} wrote:",
        f"Am 05.01.2026 um 15:14 schrieb {ANN}:",
        f"{ANN} ezt írta (időpont: 2026. jan. 5., H, 15:14):",
    ],
)
def test_words_right_above_an_introduction_are_no_part_of_it(above: str, introduction: str) -> None:
    found = divided(f"{above}\n{introduction}\n> Hello")
    assert (found.new, found.quoted) == (above, f"{introduction}\n> Hello")


@pytest.mark.parametrize("between", [" ", "--- "])
def test_words_in_front_of_an_introduction_on_its_line(between: str) -> None:
    introduction = f"On Wed, Apr 4, 2012 at 3:59 PM, {ANN} wrote:\n> Hi"
    found = divided(f"fine{between}{introduction}")
    assert (found.new, found.quoted) == ("fine", f"{between.strip()} {introduction}".strip())


def test_a_signature_below_a_quotation_is_no_answer_to_it() -> None:
    found = divided("It is still broken.\n\n> Does it work?\n> Bo\n--\nGrace")
    assert (found.new, found.quoted, found.signature) == (
        "It is still broken.",
        "> Does it work?\n> Bo",
        "--\nGrace",
    )


def test_a_link_that_lost_its_mark_does_not_end_a_quotation() -> None:
    old = f"On 5.1.2026 15:14, {ANN} wrote:\n\n> Look at\n (https://x.example/a) >\n> this."
    assert divided(f"{NEW}\n\n{old}").new == NEW


def test_headers_that_begin_with_the_subject() -> None:
    old = "> Subject: Test\n> From: a@x.example\n> To: b@x.example\n"
    old += "> Date: Mon, 2 Apr 2012 17:44\n> Hi"
    assert divided(f"{NEW}\n\n{old}").quoted == old


@pytest.mark.parametrize(
    "words",
    [
        "I wrote down what is missing:\n- the lid\n- the cable",
        "Delivery was planned for 5.1.2026 at 15:14, and these are missing:\nthe lid",
        "<a@x.example>: host mx.example[195.190.135.122] said:\n550 no such user",
        "No: I do not agree.\nDate: any\nTheme: none",
        "Kunne dere ringe meg 5.1.2026 kl. 15:14 på dette nummeret:\n5551234",
        "Le colis est arrivé le 05/01/2026 à 15:14, mais il manque :\nle couvercle",
        "2026年1月5日の15:14に電話しました。内容は次の通りです：\n壊れました",
    ],
)
def test_a_colon_behind_a_date_does_not_make_an_introduction(words: str) -> None:
    assert divided(words).quoted == ""
