"""What telephones and mail programs write below the words, in many languages."""

import re

_DEVICE = (
    r"(?:iphone|ipad|ipod|galaxy|samsung|android|huawei|xiaomi|redmi|oneplus|pixel|nokia|sony|xperia"
    r"|blackberry|windows|phone|mobie?l|telefon|mail|e-?post|outlook|yahoo|proton|gmail|aqua|bluemail"
    r"|htc|motorola|lg|smart|tablet|nett?brett|toestel|telefoon|készülék|icloud|thunderbird|spark)"
)
_REST = r"[^\n?]{0,60}"
_OUTLOOK = (
    r"outlook\s(?:for|für|fra|til|voor|för|pour|para|per|na|dla|on)\s"
    r"(?:ios|android|mac|windows|iphone|ipad|mobil)"
)
_FETCH = (
    r"get|download|hent|last ned|skaff(?: deg)?|få|hämta|skaffa|holen sie sich|laden sie|obtenez"
    r"|obtenir|téléchargez|télécharger|obtener|obtenga|obter|ottieni|scarica|pobierz|letöltés:?"
)
_SENT_FROM = re.compile(
    r"(?:"
    rf"(?:{_FETCH})\s(?:[^\n?]{{0,30}}\s)?(?:{_OUTLOOK}|bluemail|aqua mail){_REST}"
    rf"|(?:az )?{_OUTLOOK}{_REST}"
    rf"|az outlook (?:ios|android){_REST}(?:beszerzése|letöltése)"
    r"|(?:androidos|ios-es|iphone-os) outlook (?:beszerzése|letöltése)"
    # What comes from a device is said with a preposition; "Sendt pakken" is what a person writes.
    r"|(?:sent|sendt|skickat|skickades|skickad|verzonden|verstuurd|gesendet|verschickt)\s"
    r"(?:from|using|by|fra|med|via|från|genom|vanaf|vanuit|met|van|von|mit|über|aus|på)\b"
    rf"{_REST}?{_DEVICE}\S*{_REST}"
    rf"|(?:diese (?:nachricht|e-?mail) wurde )?(?:von|mit|aus|über)\b{_REST}?{_DEVICE}\S*{_REST}?"
    r"\b(?:gesendet|verschickt|geschrieben)"
    r"|(?:envoyé|enviado|inviato|wysłano|odesláno|lähetetty)\b[^\n]{0,100}"
    rf"|provenance\s?:{_REST}"
    rf"|(?:elküldve|küldve)\b{_REST}{_DEVICE}\S*[^\n]{{0,40}}"
    rf"|[^\n]{{0,40}}{_DEVICE}\S*[^\n]{{0,30}}\b(?:küldve|elküldve|küldtem)\b[^\n]{{0,30}}"
    r"|envoyé de mon[^\n]{0,80}|sent via [^\n]{0,60}|sent with [^\n]{0,60}"
    r")",
    re.IGNORECASE,
)


def is_sent_from(line: str) -> bool:
    """Whether a line says with what the mail was written, or advertises it."""
    return _SENT_FROM.fullmatch(line.rstrip(".!")) is not None
