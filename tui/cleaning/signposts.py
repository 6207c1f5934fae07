"""Lines that say where to go, where one is, or when it is, as sites set them around any text."""

from __future__ import annotations

import re

from tui.cleaning.dates import find_dates
from tui.cleaning.features import said_in
from tui.cleaning.lexicon import SITE_WORDS
from tui.cleaning.metadata import PUBLISHED


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Where a line leads within the page, or where in the site the page stands.
_WAY = re.compile(
    r"(?:(?:skip|jump) (?:directly |straight )?to\b|you are here|vous êtes ici|je bent hier"
    r"|(?:go|return|back) to (?:the )?(?:main|content|top|home|navigation|menu|search|page|start)\b"
    r"|(?:direkt )?zu[mr] (?:haupt)?(?:inhalt|navigation|seitenanfang|suche|startseite)\b"
    r"|sie (?:sind|befinden sich) hier\b|ti trovi (?:in|qui)\b|du är här|jesteś tutaj"
    r"|passer au contenu|aller (?:au|à la?) (?:contenu|menu|navigation|recherche|page)\b"
    r"|está (?:aquí|en:)|(?:ir|saltar|volver) al? (?:la )?(?:contenido|inicio|menú|navegación)\b"
    r"|(?:vai|torna|passa) al(?:la)? (?:contenuto|menu|home|navigazione)\b|você está (?:aqui|em:)"
    r"|(?:ir|pular|saltar|voltar) (?:para|ao) (?:o )?(?:conteúdo|topo|início|menu)\b"
    r"|(?:ga )?(?:direct )?naar (?:de )?(?:hoofd)?inhoud\b|hoppa till (?:huvud)?innehåll"
    r"|gå til (?:hoved)?indhold|przejdź do (?:treści|menu|strony)|přejít (?:k|na) (?:obsah|hlavní)"
    r"|перейти к (?:содерж|основн|навиг)|вы здесь|перейти до |içeriğe (?:geç|atla)|跳到|跳至|跳转"
    r"|click (?:here )?to (?:share|print|email|view|open|see|read|get)\b"
    r"|.{0,80}\(opens in (?:a )?new (?:window|tab)"
    r"|当前位置|您的位置|目前位置|現在位置|本文へ|본문 (?:바로|으로)|انتقل إلى المحتوى|דלג לתוכן)",
    re.IGNORECASE,
)
_STEP = r"(?: [>›»→] |[^\s<>]>[^\s<>])"
_TRAIL = re.compile(
    rf"[>›»→] |.*{_STEP}.*{_STEP}"
    r"|(?:home|homepage|start|startseite|accueil|inicio|início|главная|головна) ?[>›»→/] ?",
    re.IGNORECASE,
)
_MAIL_HEAD = re.compile(
    r"(?:From|To|Cc|Date|Sent|Reply-To|Von|Datum|De|À|Para|Fecha|От|Кому|Дата): "
)
# More parts of a line than a title and the names of its section and site are a list of sections.
_PIPES = 3
# What a word alone is a label of, besides what pages ask of their reader.
_FURNITURE = SITE_WORDS | frozenset(
    ("article", "artikel", "blog", "home", "menü", "menú", "menù", "news", "start", "меню")
)
_DAYS = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi
    vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì
    mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta feira maandag
    dinsdag woensdag donderdag vrijdag zaterdag zondag poniedziałek wtorek środa czwartek piątek
    sobota niedziela понедельник вторник среда четверг пятница суббота воскресенье понеділок
    вівторок середа четвер пʼятниця субота неділя
    """
)


def is_signpost(text: str) -> bool:
    """Whether a line leads elsewhere, lists sections, heads a mail, or says only when."""
    return (
        _leads_elsewhere(text)
        or _MAIL_HEAD.match(text) is not None
        or text.count("|") >= _PIPES
        or text.casefold() in _FURNITURE
        or _only_dated(text)
    )


def _leads_elsewhere(text: str) -> bool:
    """Whether a line leads within the page ("Skip to content"), or says where in the site the page
    stands ("Home > News")."""
    return _WAY.match(text) is not None or _TRAIL.match(text) is not None


def _only_dated(text: str) -> bool:
    """Whether a line says when, and nothing else or in the words in which pages say it."""
    dates = find_dates(text)
    if not dates or PUBLISHED.match(text):
        return bool(dates)
    rest = text[: dates[0].start] + text[dates[-1].end :]
    return all(word.isdigit() or word in _DAYS for word in said_in(rest))
