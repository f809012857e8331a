"""The subjects of mails that answering machines write, in many languages."""

import re

_AUTOMATIC = (
    r"auto(?:matic|mated)?[\s_-]*(?:repl(?:y|ies)|respon(?:se|der)|answer|message)"
    r"|automatisk svar|autosvar|automatiskt svar|automaattinen vastaus|automatisch antwoord"
    r"|automatische (?:antwort|rückmeldung|antworten)|automatikus válasz|réponse automatique"
    r"|message automatique|répon\w* auto|respuesta automática|autorespuesta|resposta automática"
    r"|risposta automatica|automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź"
    r"|automatická odpověď|automatická odpoveď|automatski odgovor|samodejni odgovor"
    r"|răspuns automat|otomatik (?:yanıt|cevap)|αυτόματη απάντηση|автоответ(?:\W|$)"
    r"|автоматический ответ|автоматична відповідь|автоматичен отговор|automaatvastus"
    r"|automātiskā atbilde|automatinis atsakymas|sjálfvirkt svar|trả lời tự động|balasan otomatis"
    r"|自動返信|自動応答|自动回复|自动答复|自動回覆|자동 ?회신|자동 ?응답|رد تلقائي|מענה אוטומטי"
)
_ALONE = (
    r"(?=\s*(?:$|[^\w\s]|(?:fra|från|från och|frem|fram|til|till|t\.o\.m|until|from|van|tot|vanaf"
    r"|von|vom|ab|bis|du|jusqu|\d)))"
)
"""Nothing but a time or a mark behind it: absence is also what people write about."""
_AWAY = (
    r"out of (?:the )?office|ooo\s?:|out-of-office|vacation (?:reply|message|notice|response)"
    r"|away from (?:my|the) (?:mail|office|desk)"
    r"|(?:i am|i['’]m) (?:currently )?"
    r"(?:out of (?:the )?(?:office|town|country)|away|on (?:vacation|leave|holiday))"
    rf"|[^:?]{{2,60}} is (?:currently )?(?:out of|away from) (?:the )?office{_ALONE}"
    rf"|on (?:vacation|annual leave|holiday){_ALONE}"
    rf"|fravær(?:ende)?{_ALONE}|fravær\w{{0,2}}(?:melding|assistent|svar|beskjed|besked|notis)"
    r"|(?:jeg er )?(?:ikke (?:på kontoret|til stede)|ute av kontoret|borte fra kontoret)"
    r"|(?:jeg er |er )?på ferie\s*$"
    rf"|(?:ik ben )?(?:(?:momenteel )?afwezig{_ALONE}|niet aanwezig|niet op kantoor|buiten kantoor)"
    r"|afwezigheid|házon kívül|szabadságon|irodán kívül|nem vagyok az irodában"
    rf"|távollét(?:i (?:értesítés|üzenet)|{_ALONE})"
    r"|(?:ich bin )?(?:abwesend|außer haus|nicht im (?:büro|haus))"
    rf"|abwesenheit(?:$|\W|s(?:notiz|assistent|meldung|agent|mitteilung))"
    rf"|(?:ich bin )?im urlaub{_ALONE}"
    rf"|absence{_ALONE}|absence du bureau|absent\(?e?\)? (?:du bureau|jusqu)|en congés? jusqu"
    r"|fuera de (?:la )?oficina"
    r"|ausente de la oficina|fora do escritório|ausente do escritório|fuori (?:sede|ufficio)"
    rf"|frånvaro(?:$|\W|m)|(?:jag är )?(?:frånvarande{_ALONE}|(?:inte|ej) på kontoret)"
    rf"|(?:jag är )?på semester\s*$|semesterhälsning"
    r"|poissaoloilmoitus|poissa toimistosta|olen lomalla|poza biurem|nieobecność w biurze"
    r"|mimo kancelář|nejsem v kanceláři|mimo kancelárie|вне офиса|нет на рабочем месте"
    r"|поза офісом|в отъезде до|ofis dışında|εκτός γραφείου|不在のお知らせ|不在連絡|外出自动|부재중"
)
_AT_THE_START = re.compile(rf"[\s\[(*<【]*(?:{_AUTOMATIC}|{_AWAY}|auto\s?:)", re.IGNORECASE)
_AT_THE_END = re.compile(rf"[\[(]\s*(?:{_AUTOMATIC}|{_AWAY})\s*[\])]\s*$", re.IGNORECASE)
_ANSWER = re.compile(
    r"\s*(?:(?:re|sv|vs|antw|aw|vá|odp|res|rif|回复|答复|ответ)\s?[:：]\s*)+", re.IGNORECASE
)


def is_absence_note(subject: str, *, automatic: bool) -> bool:
    """Whether a subject is one that an answering machine writes.

    Behind `Re:` most of them are those of people who answer a machine, unless the mail says
    elsewhere that it is `automatic`.
    """
    answered = _ANSWER.match(subject)
    begins = _AT_THE_START.match(subject, answered.end() if answered else 0)
    if begins and (automatic or not answered):
        return True
    return _AT_THE_END.search(subject) is not None
