"""The words of a mail, whatever its program has done to them."""

import time

import pytest

from tillit.channels.email.opening import letter_of
from tillit.channels.email.reading import read
from tillit.channels.email.tests.letters import WORDS, bundle, container, letter
from tillit.conversations.channels import Unreadable

NORDIC, HUNGARIAN = "Blåbær på brød, kjære Ærlig Ås", "Árvíztűrő tükörfúrógép"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_nordic_words_in_the_charset_that_the_mail_names(charset: str) -> None:
    assert read(letter(NORDIC, charset=charset)).text == NORDIC


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "windows-1250"])
def test_hungarian_words_in_the_charset_that_the_mail_names(charset: str) -> None:
    assert read(letter(HUNGARIAN, charset=charset)).text == HUNGARIAN


@pytest.mark.parametrize("named", ["", "text/plain", "text/plain; charset=us-ascii"])
def test_utf_8_is_understood_without_its_name(named: str) -> None:
    assert read(letter(HUNGARIAN, Content_Type=named)).text == HUNGARIAN


@pytest.mark.parametrize("charset", ["utf-8", "us-ascii", "x-unknown", "hex", "'utf-8'", "\0"])
def test_wrong_charset_falls_back_to_the_commonest_one(charset: str) -> None:
    raw = letter(NORDIC.encode("cp1252"), Content_Type=f"text/plain; charset={charset}")
    assert read(raw).text == NORDIC


def test_quoted_printable_and_base64_are_unpacked() -> None:
    packed = letter("Bl=C3=A5b=C3=A6r", Content_Transfer_Encoding="quoted-printable")
    assert read(packed).text == "Blåbær"
    packed = letter("QmzDpWLDpnI=", Content_Transfer_Encoding="base64")
    assert read(packed).text == "Blåbær"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?B?S8OhdsOpZsWResWR?=", "Kávéfőző"),
        ("=?iso-8859-2?Q?K=E1v=E9f=F5z=F5?=", "Kávéfőző"),
        ("=?utf-8?Q?Bl=C3=A5?=\r\n =?utf-8?Q?b=C3=A6r?=", "Blåbær"),
        ("=?wrong?Q?Bl=C3=A5b=C3=A6r?=", "Blåbær"),
        ("=?us-ascii?Q?Bl=E5b=E6r?= now", "Blåbær now"),
        ("=?utf-8?B?not base64!?=", "=?utf-8?B?not base64!?="),
        ("Blåbær, as it stands", "Blåbær, as it stands"),
        ("", ""),
    ],
)
def test_subject_in_encoded_words(written: str, meant: str) -> None:
    assert read(letter(Subject=written)).subject == meant


def test_headers_in_plain_latin_1() -> None:
    raw = "From: Bjørn Ås <bjoern@kunde.example>\nSubject: Kværn\n\nHei".encode("latin-1")
    envelope = read(raw)
    assert (envelope.sender_name, envelope.subject) == ("Bjørn Ås", "Kværn")


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("=?utf-8?Q?Szab=C3=B3_Zs=C3=B3fia?= <Zsofia@Vevo.example>", "Szabó Zsófia", "zsofia@"),
        ('"Haugen, Nora" <zsofia@vevo.example>', "Haugen, Nora", "zsofia@"),
        ("zsofia@vevo.example", "", "zsofia@"),
        ("zsofia@vevo.example (Zsófia)", "Zsófia", "zsofia@"),
        ('"grace@customer.example" <zsofia@vevo.example>', "grace@customer.example", "zsofia@"),
        ("Friends: zsofia@vevo.example, b@vevo.example;", "", "zsofia@"),
        ("=?utf-8?Q?Zs=C3=B3fia_=3Czsofia=40vevo.example=3E?=", "Zsófia", "zsofia@"),
        ("<<zsofia@vevo.example>", "", "zsofia@"),
    ],
)
def test_sender_however_it_is_written(written: str, name: str, address: str) -> None:
    envelope = read(letter(From=written))
    assert (envelope.sender_name, envelope.sender_address) == (name, f"{address}vevo.example")


def test_sender_and_return_path_stand_in_for_from() -> None:
    assert read(letter(From="", Sender="a@x.example")).sender_address == "a@x.example"
    assert read(letter(From="me", Return_Path="<b@x.example>")).sender_address == "b@x.example"


@pytest.mark.parametrize("sender", ["", "Undisclosed", "<>", "nobody@", "@nowhere"])
def test_without_a_sender_it_cannot_be_read(sender: str) -> None:
    with pytest.raises(Unreadable, match="sender"):
        read(letter(From=sender))


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\x01", b"Just words.\nNo headers.\n"])
def test_what_is_no_mail_cannot_be_read(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="no headers"):
        read(raw)


def test_missing_headers_and_an_empty_body_are_no_hindrance() -> None:
    envelope = read(b"From: grace@customer.example\n\n")
    assert (envelope.subject, envelope.text, envelope.external_id) == ("", "", "")
    assert (envelope.references, envelope.enclosures) == ((), ())


def test_html_alone_is_read_as_a_person_would() -> None:
    page = "<html><head><style>p {color: red}</style></head><body><p>Kjære <b>dere</b>,</p>"
    page += "<p>kvernen &amp; lokket<br>er borte.</p><script>alert(1)</script></body></html>"
    envelope = read(letter(page, Content_Type="text/html; charset=utf-8"))
    assert envelope.text == "Kjære dere,\n\nkvernen & lokket\ner borte."


@pytest.mark.parametrize("page", ["", " ", "<html></html>", "<!-- nothing -->", "<p>&nbsp;</p>"])
def test_an_empty_page_has_no_words(page: str) -> None:
    assert read(letter(page, Content_Type="text/html; charset=utf-8")).text.strip() == ""


def test_plain_text_is_preferred_to_html_unless_it_is_blank() -> None:
    page = "Content-Type: text/html; charset=utf-8\n\n<p>From the page.</p>"
    assert read(bundle(WORDS, page, subtype="alternative")).text == "Hello, look."
    blank = "Content-Type: text/plain\n\n  \n"
    assert read(bundle(blank, page, subtype="alternative")).text == "From the page."


def test_a_plain_footer_does_not_hide_a_page() -> None:
    page = "Content-Type: text/html; charset=utf-8\n\n<p>From the page.</p>"
    footer = "Content-Type: text/plain\n\nChecked for viruses."
    assert read(bundle(page, footer)).text == "From the page.\nChecked for viruses."
    either = b"Content-Type: multipart/alternative; boundary=in\n\n"
    either += container(WORDS, page, edge="in")
    assert read(bundle(either, footer)).text == "Hello, look.\nChecked for viruses."


@pytest.mark.parametrize(
    ("words", "really", "named"),
    [
        ("日本語です", "iso-2022-jp", ""),
        ("日本語です", "iso-2022-jp", "us-ascii"),
        ("中文简体〇", "gb18030", "gb2312"),
        ("한국어 똠방", "cp949", "ks_c_5601-1987"),
        ("naïve “x”", "cp1252", "iso-8859-1"),
        ("blåbær", "utf-8", "iso-8859-1"),
        ("blåbær", "utf-8", "utf8mb4"),
        ("blåbær", "cp1252", "unknown-8bit"),
        ("blåbær", "utf-8-sig", "windows-1250"),
        ("你好！我公司可代开", "utf-8", "gb2312"),
        ("Где мой заказ?", "koi8-r", "koi8-r"),
        ("Где мой заказ? Жду ответа", "cp1251", "iso-8859-1"),
        ("blåbær", "utf-8", 'utf-8"; protected-headers="v1'),
        ("blåbær", "utf-8", "charset=utf-8"),
    ],
)
def test_what_a_charset_really_is(words: str, really: str, named: str) -> None:
    raw = letter(words.encode(really), Content_Type=f"text/plain; charset={named}")
    assert read(raw).text == words


@pytest.mark.parametrize("charset", ["utf-7", "unicode-1-1-utf-7"])
def test_utf_7_is_read_where_it_is_named_and_runs_nothing(charset: str) -> None:
    kind = f"text/html; charset={charset}"
    envelope = read(letter("Bl+AOU-b+AOY-r+ADw-script+AD4-x()+ADw-/script+AD4-", Content_Type=kind))
    assert envelope.text == "Blåbær"
    assert "script" not in envelope.html
    assert read(letter("+ADw-script+AD4-")).text == "+ADw-script+AD4-"


@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/mixed; boundary=lost"])
def test_words_are_found_when_the_parts_are_not(kind: str) -> None:
    assert "Hello, look." in read(letter("Hello, look.\n", Content_Type=kind)).text


def test_no_nul_character_comes_through() -> None:
    assert "\0" not in repr(read(letter("a\0b", Subject="c\0d", From="e\0 <f@x.example>")))


def test_message_ids_are_found_nearest_first() -> None:
    envelope = read(
        letter(
            Message_ID="<own@customer.example>",
            In_Reply_To="Your mail of Monday <last@desk.example>",
            References="<first@desk.example>\r\n <second@desk.example> <last@desk.example>",
        )
    )
    assert envelope.external_id == "<own@customer.example>"
    nearest_first = ["last", "second", "first"]
    assert envelope.references == tuple(f"<{one}@desk.example>" for one in nearest_first)


def test_a_header_without_end_is_read_as_far_as_it_is_useful() -> None:
    endless = "=?utf-8?q?a?= " * 40_000
    assert read(letter(Subject=endless)).subject.startswith("aaa")


@pytest.mark.parametrize(
    ("words", "really"),
    [
        ("Здравствуйте! Где мой заказ?", "cp1251"),
        ("Здравствуйте! Где мой заказ?", "koi8-r"),
        ("Здравствуйте! Где мой заказ?", "iso8859-5"),
        ("Καλημέρα, πού είναι η παραγγελία μου;", "cp1253"),
        ("您好，我的訂單什麼時候到？", "big5"),
        ("你好，我的订单什么时候发货？", "gb18030"),
        ("ご注文ありがとうございます。", "cp932"),
        ("ご注文ありがとうございます。", "euc_jp"),
        ("안녕하세요, 주문 확인 부탁드립니다.", "cp949"),
        ("Kérdés a kávéfőzőről, sürgős", "iso8859-2"),
        ("Kérdés a kávéfőzőről, sürgős", "cp1250"),
        ("Proszę o szybką odpowiedź, dziękuję", "iso8859-2"),
        ("Kdy přijde moje objednávka? Děkuji", "cp1250"),
        ("Blåbær på brød, kjære Ærlig Ås", "cp1252"),
        ("Où est mon café crème ? Bien sûr, dès que possible", "cp1252"),
        ("Ações não põem à mesa", "cp1252"),
        ("ÅRSMØTE PÅ HØYDEN: £5 “så” – ½ ÅÅÆØ", "cp1252"),
    ],
)
def test_words_whose_charset_nobody_names(words: str, really: str) -> None:
    raw = words.encode(really)
    assert read(letter(raw, Content_Type="text/plain")).text == words
    if really != "cp1252":
        assert read(letter(raw, Content_Type="text/plain; charset=us-ascii")).text == words
    assert letter_of(b"Subject: " + raw + b"\nFrom: a@x.example\n\nHi").subject == words


def test_the_words_of_a_mail_tell_the_charset_of_its_headers() -> None:
    head = (
        "Subject: 你好\nFrom: 张三 <a@x.example>\nContent-Type: text/plain; charset=gb2312\n\n您好"
    )
    read = letter_of(head.encode("gb18030"))
    assert (read.subject, read.sender.name, read.words.new) == ("你好", "张三", "您好")


def test_somebody_else_behind_an_address_is_no_part_of_the_name() -> None:
    written = "Grace <grace@x.example> Bobby Dunn <bobby@x.example>, <c@x.example> Cleo"
    people = letter_of(letter(To=written)).to
    assert [(one.name, one.address) for one in people] == [
        ("Grace", "grace@x.example"),
        ("Bobby Dunn", "bobby@x.example"),
        ("Cleo", "c@x.example"),
    ]


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("o'neill@x.example", "", "o'neill@x.example"),
        ("'grace@x.example'", "", "grace@x.example"),
        ('"grace w"@x.example', "", '"grace w"@x.example'),
        ('Grace <"grace w"@x.example>', "Grace", '"grace w"@x.example'),
        ("Grace <grace@[192.0.2.1]>", "Grace", "grace@[192.0.2.1]"),
        ("grace@[192.0.2.1]", "", "grace@[192.0.2.1]"),
        ("Haugen, Nora <nora@x.example>", "Haugen, Nora", "nora@x.example"),
        ("nobody, nora@x.example", "", "nora@x.example"),
        ("@route.example:nora@x.example", "", "nora@x.example"),
        ("Nora (home) <nora(me)@x.example(here)>", "Nora", "nora@x.example"),
    ],
)
def test_addresses_that_are_seldom_written_so(written: str, name: str, address: str) -> None:
    [one] = letter_of(letter(To=written)).to
    assert (one.name, one.address) == (name, address)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?Q?Where is my order??=", "Where is my order?"),
        ("=?utf-8?Q?a?= =?utf-8?Q?b??= c", "ab? c"),
        ("=?utf-8?Q?a?=b?=", "ab?="),
        ("=?utf-7?Q?Gr+APwA3w-e?=", "Grüße"),
    ],
)
def test_encoded_words_with_a_question_mark_in_them(written: str, meant: str) -> None:
    assert letter_of(letter(Subject=written)).subject == meant


@pytest.mark.parametrize("piece", ["a", "a.", '"a" ', "(a", "<a ", "a@", "@a,", "=?a?q?a"])
def test_a_header_of_one_endless_word_takes_no_time(piece: str) -> None:
    before = time.process_time()
    letter_of(letter(To=piece * (60_000 // len(piece))))
    assert time.process_time() - before < 2
