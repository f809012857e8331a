"""Whom a mail did not reach, in the words that a mail server writes for people."""

import re
from collections.abc import Collection

LONGEST_WINDOW = 1500
"""Characters behind the sentence in which addresses are looked for."""
MOST = 20

_SENTENCE = re.compile(
    r"(?:could|can|may|was|were|has|have|is|did|does)(?: ?n[o']?t| not)(?: yet)?(?: be| been)? "
    r"(?:able to )?(?:deliver|reach|relay|rout|accept|sent\b|receiv)"
    r"|undeliverable|unable to (?:deliver|send|relay)|not delivered|trouble deliver"
    r"|(?:fail\w*|attempt\w*) to deliver|problems? deliver|failure reasons?"
    r"|deliver\w* (?:to|of|for)\b.{0,80}\b(?:fail|abort|delay|reject|not)"
    r"|(?:following|these|this) (?:address|recipient|user)\w*.{0,40}"
    r"(?:fail|reject|unknown|invalid|error)"
    r"|delivery (?:problem|failure|failed|error|has been delayed)"
    r"|(?:no such|unknown|invalid|not a valid) (?:user|recipient|mailbox|address|account)"
    r"|(?:user|host|recipient|mailbox|address|account)s?.{0,30}"
    r"(?:unknown|not (?:found|known|listed)"
    r"|(?:does not|doesn't) exist|unavailable|disabled|\bfull\b|over quota|rejected)"
    r"|non remis|pas pu (?:\w+ ){0,2}(?:[êe]tre )?(?:d[ée]livr|remis|distribu|livr)|non distribu"
    r"|n'(?:a|est) pas (?:été remis|parvenu|atteint)"
    r"|(?:nicht|konnte).{0,60}(?:zugestellt|zustell)|unzustellbar|nicht erreicht"
    r"|(?:niet|kon|kan).{0,60}(?:bezorg|aflever|afgelever)|onbestelbaar|niet bereikt"
    r"|(?:ikke|kunne).{0,40}lever|ikke levert|inte.{0,40}levere|kunde inte"
    r"|n[åa]+e?dd?e i(?:kke|nte)"
    r"|(?:nem|nincs).{0,60}k[ée]zbes|k[ée]zbes[ií]thet|k[ée]zbes[ií]t[ée]s sikertelen"
    r"|no (?:se )?(?:ha )?(?:pud|podid).{0,40}entreg|no entregad|no (?:lleg|ha llegado)"
    r"|n[ãa]o (?:p[ôo]de|foi).{0,40}entreg|n[ãa]o (?:chegou|alcan[çc]ou)"
    r"|non .{0,40}(?:consegnat|recapitat|consegnare|raggiunto)|mancata consegna"
    r"|nie (?:zosta|m[óo]g|dor[ęe]cz|dotar).{0,60}|ei voitu toimittaa|toimitus ep[äa]onnistui"
    r"|не (?:удалось|может|был[ао]?|доставлен).{0,40}(?:достав)?"
    r"|error occurred while (?:trying to )?deliver|k[ée]zbes[ií]t[ée]s\w* (?:nem siker|sikertelen)"
    r"|fehler bei der .{0,30}zustellung"
    r"|zustellung.{0,60}(?:fehlgeschlagen|nicht möglich|gescheitert)"
    r"|[ée]chec de (?:la )?(?:remise|livraison|distribution)"
    r"|lever(?:ing|ans).{0,60}(?:mislyk|feilet|misslyck)"
    r"|(?:bezorging|aflevering).{0,60}(?:mislukt|niet gelukt)"
    r"|error al entregar|falha na entrega|recapito non riuscito|impossibile recapitare"
    r"|dostarczenie.{0,40}nie powiod|配信できません|届きません|无法(?:投递|送达|发送)|退信",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"^[ \t>]*(?:received:|return-path:|message-id:|-{3,}.{0,60}(?:copy|original|returned|message|"
    r"header|transcript)|(?:the )?(?:original|returned) (?:message|mail|headers)"
    r"|your message reads|(?:this is )?a copy of (?:the|your))",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(
    r"(?<![\w.+@/=-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.)+[a-z]{2,24}(?![\w@-])", re.I
)
_STATUS_FIELDS = re.compile(r"^(?:original-recipient|final-recipient|action)[ \t]*:", re.I | re.M)


def written_report(text: str) -> bytes:
    """The fields of a report that stand among the words instead of in a part of their own."""
    if "final-recipient" not in text.lower():
        return b""
    begin = _STATUS_FIELDS.search(text)
    return text[begin.start() :].encode("utf-8", "replace") if begin else b""


def addresses_told(text: str, others: Collection[str]) -> list[str]:
    """The addresses behind the first sentence that says that something did not arrive.

    `others` are those of the report itself: its writer and its reader.
    """
    own = {one.lower() for one in others}
    for sentence in _SENTENCE.finditer(text[:20_000]):
        begin = text.rfind("\n", 0, sentence.start()) + 1
        window = text[begin : sentence.end() + LONGEST_WINDOW]
        copy = _COPY.search(window)
        found = _ADDRESS.findall(window[: copy.start()] if copy else window)
        told = [one for one in dict.fromkeys(found) if one.lower() not in own]
        if told:
            return told[:MOST]
    return []
