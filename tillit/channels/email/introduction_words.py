"""The words that mail programs of many languages write above a quotation."""

import re

WROTE = (
    "wrote|writes|schrieb|geschrieben|écrit|escribió|escreveu|scritto|schreef|geschreven|skrev|svarte|skreiv"
    "|skrifaði|kirjoitti|kirjutas"
    "|napisał|napisała|napisał\\(a\\)|napisana przez|pisze|napsal|napsala|napsal\\(a\\)"
    "|napísal|napísala|napísal\\(a\\)|napisao|napisala|je napisal"
    "|írta|írja|írt|a scris|scrie|yazdı|yazmış|rašė"
    "|rakstīja|пишет|написал|написала|написал\\(а\\)|пише|написав|написала|написа|έγραψε"
    "|đã viết|menulis|menulis|写道|寫道|寫|のメール|さんは書きました|は書きました|작성|님이 작성"
    "|님이 쓴 글|כתב|כתבה|מאת|كتب|كتبت|بواسطة"
)
"""What somebody did, in the words that stand beside a name and a date."""

QUOTING = (
    "quoting|zitat von|citando(?: a)?|citat(?: från| fra)?|citerar|citation de|citeren|cytowanie"
    "|cytat|idézet|citace|lainaus|цитирование|цитирую|引用"
)
"""Begins a line that names only who is quoted."""

ORIGINAL = (
    r"original (?:message|e-?mail|appointment)|reply message|"
    r"opprinnelig melding|opprinneleg melding|original melding|videresendt melding|"
    r"oorspronkelijk(?:e)? (?:bericht|e-?mail)|origineel bericht|"
    r"eredeti üzenet|eredeti levél|"
    r"ursprüngliche (?:nachricht|mail)|antwort nachricht|original-?nachricht|"
    r"oprindelig (?:meddelelse|besked|mail)|"
    r"ursprungligt meddelande|originalmeddelande|message d['’]origine|message original|"
    r"mensaje original|mensagem original|messaggio originale|alkuperäinen viesti|"
    r"wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-?mail)|pôvodná správa|"
    r"izvorna poruka|izvorno sporočilo|mesaj(?:ul)? original|orijinal (?:mesaj|ileti)|"
    r"исходное сообщение|оригинальное сообщение|оригінальне повідомлення|αρχικό μήνυμα|"
    r"originaal ?kiri|algne kiri|originalus laiškas|sākotnējais ziņojums|upprunaleg skilaboð|"
    r"原始邮件|原始郵件|邮件原件|原邮件|元のメッセージ|オリジナルメッセージ|원본 ?메[시세]지|"
    r"الرسالة الأصلية|ההודעה המקורית|thư gốc|tin nhắn gốc|pesan asli"
)

FORWARDED = (
    r"forwarded (?:message|by|mail)|start på videresendt (?:melding|meddelelse|besked)|"
    r"begynnelse på videresendt melding|videresendt (?:melding|e-post|meddelelse|besked)|"
    r"videresendt av|doorgestuurd bericht|doorgezonden bericht|"
    r"továbbított (?:üzenet|levél)|weitergeleitete nachricht|"
    r"anfang der weitergeleiteten (?:nachricht|e-?mail)|vidarebefordrat (?:meddelande|brev|mejl)|"
    r"vidarebefordrat e-?post|början på vidarebefordrat|message (?:transféré|réexpédié)|"
    r"début du message (?:transféré|réexpédié)|mensaje reenviado|"
    r"(?:inicio|comienzo) del mensaje reenviado|mensagem (?:encaminhada|reencaminhada)|"
    r"início da mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato|"
    r"inizio (?:del )?messaggio inoltrato|välitetty viesti|edelleenlähetetty viesti|"
    r"przekazana wiadomość|wiadomość przekazana|początek przekazywanej wiadomości|"
    r"přeposlaná zpráva|přeposlaný e-?mail|preposlaná správa|пересылаемое сообщение|"
    r"пересланное сообщение|начало переадресованного|переслане повідомлення|"
    r"προωθημένο μήνυμα|iletilen (?:mesaj|ileti)|mesaj redirecționat|proslijeđena poruka|"
    r"转发的?邮件|轉寄的?郵件|被转发邮件|転送されたメッセージ|転送メッセージ|전달된 메[시세]지"
)

ABOVE = (
    r"(?:type|write|enter|add)?\s?(?:your )?(?:reply|response|answer|comment)s? (?:here )?"
    r"above (?:this|the) line"
    r"|(?:reply|respond|write|type) above (?:this|the) line"
    r"|(?:skriv )?(?:ditt )?svare?t?(?: ditt)? (?:over|ovenfor) denne linjen?|svar over denne linje"
    r"|skriv (?:ditt svar )?(?:ovanför|över) (?:denna|den här) (?:linje|rad)(?:en)?"
    r"|(?:schrijf )?(?:uw )?antwoord (?:boven|hierboven) deze (?:lijn|regel)"
    r"|(?:kérjük,? )?(?:írja )?(?:a )?válasz\w* (?:e|ezen|a) (?:sor|vonal) (?:felett|fölé|fölött)"
    r"|(?:bitte )?antworten (?:sie )?(?:bitte )?(?:über|oberhalb) diese[rs]? (?:linie|zeile)"
    r"|(?:veuillez )?(?:saisir |écrire |répondre |répondez )(?:votre réponse )?"
    r"au-dessus de cette ligne"
)
"""What other desks write below the place where a customer is to answer."""

LABELS = {
    "sender": "from|fra|frå|van|feladó|von|absender|från|de|da|od|lähettäjä|от|від|expéditeur"
    "|remetente|remitente|mittente|afsender|avsender|avsändare|afzender|saatja|nuo|šalje"
    "|pošiljatelj|de la|kimden|gönderen|από|差出人|送信者|发件人|寄件者|寄件人"
    "|보낸 사람|보낸사람|보낸이|من|مِن|מאת|no",
    "date": "sent|date|sendt|dato|verzonden|datum|küldve|elküldve|dátum|küldés|időpont|gesendet"
    "|skickat|skickat den|envoyé|envoyé le|enviado|enviado el|enviada em|enviado em|enviada"
    "|fecha|data|inviato|data invio|wysłano|odesláno|odoslané|lähetetty|päivämäärä|päiväys"
    "|отправлено|дата|надіслано|saadetud|kuupäev|išsiųsta|poslano|trimis|gönderildi"
    "|gönderme tarihi|nosūtīts|tarih|στάλθηκε|ημερομηνία|送信日時|日付|日時"
    "|发送时间|发送日期|日期|时间|寄件日期|보낸 날짜|보낸날짜|날짜"
    "|تاريخ الإرسال|التاريخ|נשלח|תאריך",
    "receiver": "to|til|aan|címzett|címzettek|an|empfänger|till|à|para|do|komu|vastaanottaja"
    "|кому|a|destinataire|destinatario|destinatário|adressaat|kam|prima|za|către|kime|alıcı"
    "|προς|宛先|收件人|收件者|받는 사람|받는사람|받는이|إلى|אל",
    "subject": "subject|emne|onderwerp|tárgy|betreff|betr|ämne|objet|asunto|assunto|oggetto|temat"
    "|předmět|predmet|aihe|тема|teema|tema|tēma|zadeva|subiect|konu|θέμα|件名|主题|主旨|主題|标题|제목"
    "|الموضوع|נושא",
    "copy": "cc|kopi|kopie|másolat|másolatot kap|kopia|reply-to|svar til|antwoord aan|válaszcím|"
    "attachments|vedlegg|bijlagen|mellékletek|importance|organization|prioritet|抄送|副本|참조|копия"
    "|copie|copia|cópia|priority|prioritet|anlagen|pièces jointes|bilag|bilagor",
}

_MARKS_OF_DIRECTION = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def without_directions(line: str) -> str:
    """A line without the invisible marks that say in which direction it is read."""
    return line if line.isascii() else _MARKS_OF_DIRECTION.sub("", line)
