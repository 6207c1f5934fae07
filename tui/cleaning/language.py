"""Which language a text is in, by its script and by the function words that sentences need.

Function words are the most frequent words of any running text and differ between languages;
counting them is the oldest method that works (Ingle 1976, "A language identification table"). A
script that one language dominates tells the language by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# One entry for each language: its code, then its function words.
_TABLE = """\
en: the of and to in a is that for it on was with as at by he be this from are have not but they
    which his or an were had we their has been you who will more when one would there if her she
    its about can all also than so after into what some could them other over only just i
de: der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an
    werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum
    war haben nur oder aber vor zur bis mehr durch man sein wurde ich wir
fr: de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il
    sont avec son aux mais comme ou été cette ont ses leur elle nous être deux fait même sa ces
    était à je vous on d l qu
es: de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le
    ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy
    hasta desde está han
it: di e il la che in a per è un del non si una con i le da sono al dei della nel come più anche
    ha alla delle ma gli dal lo se su o questo ci stato suo essere nella tra loro hanno era cui
    sua degli due
pt: de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele
    das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela
    entre era depois são
nl: de van het een en in is dat op te voor met zijn die niet aan er om ook als bij door naar
    maar uit hij over was heeft worden nog tot wordt werd dan meer zich kan haar ze wat of we
    deze al hebben
sv: och i att en det som på är av för med den till inte har de ett om var men sig så han från vi
    kan nu när också efter eller vid ska under hade mot man sin hon där ut över än blir
da: og i at det er en til af på som med de for den har ikke der et var om han men sig fra vi kan
    så også efter eller ved skal være blev hun havde over nu når end mod ud blev ham
no: og i det er til som på en av for at med de har ikke den et var om han men seg fra vi kan så
    også etter eller ved skal være ble hun hadde over nå når enn mot ut opp sier
fi: ja on ei että se oli ovat myös kun mutta hän kuin joka sekä mukaan niin olla tai jo nyt vain
    sen hänen ole voi siitä jos ne tämän tämä mitä ollut vielä
pl: w i na z do się nie że jest to o jak po za od ale przez dla ma jego są przy co tym już czy
    tylko być także był może tak która który które oraz lub jej ich a ze było
cs: a v se na je že o s z do i to k ve pro za by ale si po jako jsou jeho tak od podle jsem
    které který která byl nebo bude u při již aby než až jen však
sk: a v sa na je že o s z do aj to k vo pre za by ale si po ako sú jeho tak od podľa som ktoré
    ktorý ktorá bol alebo bude pri už aby než až len však
hu: a az és hogy nem is egy volt ez meg de csak már azt el mint még van ki vagy ha kell szerint
    ezt után majd minden lehet voltak pedig aki akkor
ro: de și în a la cu nu o pe din care că pentru un este au mai se sa sunt prin ca fost ce sau
    după al lui fi era dar iar până fost această acest ale
tr: ve bir bu için de da ile olarak çok daha gibi olan ne kadar sonra en o ise ama her var değil
    olduğu ya mi tarafından göre ancak üzerinde iki yeni dedi
id: yang dan di untuk dengan ini dari pada dalam tidak akan itu adalah juga ke telah oleh karena
    bisa ada sebagai para mereka atau lebih saat kepada dia sudah kata tersebut
vi: và của là có trong cho được không một với các người đã này những khi đến từ về ra năm cũng
    nhiều đó để ở tại như sau vào
hr: i u je se na da za su od s a o ne kako ali koji koja što biti nije bi te više iz kao samo
    već će ili još po do
sl: in je v na da so za se ki z bi tudi pa po ne o kot ali še ter od bo to pri kar je ni lahko
    več bil že iz
lt: ir į iš kad su yra tai kaip bet o ne už nuo buvo dėl per pagal taip jau tik apie savo ar dar
    po
lv: un ir ka no ar uz par kas bet arī tas kā lai pēc vai pie gan jau tika var nav bija to ko
    viņš
et: ja on ei et see oli ka kui aga oma ning mis kes või nii tema pole välja veel siis ta selle
    seda saab
ca: de la i que el en a els les un una per és del amb no al es com més ha o però seva seu també
    han són va aquest aquesta
ru: и в не на что с по как это он к но из у за его для от о то был же все так а их она было
    только бы или при до уже еще ещё мы после если которые который где также были со во я этого
uk: і в не на що з у до за та як це по він від його але про для й які який було або так вже
    також із щоб після їх вона під час все був є ще
be: і ў не на што з у да за як гэта па ён ад яго але пра для якія які было або так ужо таксама
    каб пасля іх яна пад усё быў ёсць
bg: и на да в за се от с не са че по е като ще си до през или към това но беше след което които
    само има още той бе
sr: и у је се на да за су од са а о не како али који која што бити није би те више из као само
    већ ће или још по
el: και το να του η της με για την που από στο ο είναι τα οι των στην τον δεν θα σε ότι μας στη
    τη αυτό ένα μια αλλά
ar: في من على أن إلى عن التي الذي هذا هذه مع كان بعد ما لا كما بين قد أو وقال كل ذلك لم حيث خلال
fa: و در به از که این را با است برای آن یک می خود تا شد بر هم نیز کرد ها بود شده اما ما
ur: کے کی میں ہے کا سے اور کو نے پر کہ یہ ہیں بھی تو اس کر نہیں ایک جو
he: של את על לא עם הוא זה כי גם אל יש היא או אבל כל היה בין מה רק אחרי כדי אם
hi: के में की है और से को का ने पर कि भी हैं यह एक इस था कर नहीं तो लिए
"""
# First and last code point of scripts that nearly only one language uses in running text.
_SCRIPTS = (
    ("ja", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7AF),
    ("zh", 0x4E00, 0x9FFF),
    ("th", 0x0E00, 0x0E7F),
    ("ka", 0x10A0, 0x10FF),
    ("hy", 0x0530, 0x058F),
    ("bn", 0x0980, 0x09FF),
    ("ta", 0x0B80, 0x0BFF),
    ("te", 0x0C00, 0x0C7F),
)
# How much of a text is looked at, and how much there must be.
_SAMPLE_WORDS = 6000
_SAMPLE_CHARACTERS = 20_000
_MINIMUM_WORDS, _MINIMUM_HITS = 12, 3


class Guess(NamedTuple):
    """A language code and how sure it is, 0 to 1."""

    code: str
    confidence: float


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for _, first, last in _SCRIPTS)}]")


@cache
def _lists() -> dict[str, frozenset[str]]:
    entries = _TABLE.replace("\n    ", " ").splitlines()
    return {
        code: frozenset(words.split()) for code, _, words in (e.partition(":") for e in entries)
    }


def stopwords(code: str) -> frozenset[str]:
    """The function words of the language ``code``; empty for one that has no list here."""
    return _lists().get(code, frozenset())


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, words in _lists().items():
        for word in sorted(words):
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def guess(words: Iterable[str], sample: str) -> Guess | None:
    """The language of a text, or None if neither its script nor its function words tell.

    ``words`` are its words in lower case, ``sample`` a part of the text for its script.
    """
    by_script = _script(sample[:_SAMPLE_CHARACTERS])
    if by_script:
        return by_script
    known = _languages_by_word()
    counts: Counter[str] = Counter()
    total = hits = 0
    for word, times in Counter(islice(words, _SAMPLE_WORDS)).items():
        total += times
        codes = known.get(word)
        if codes:
            hits += times
            for code in codes:
                # A word that several languages share says less about each of them.
                counts[code] += times / len(codes) ** 0.5
    if total < _MINIMUM_WORDS or hits < _MINIMUM_HITS:
        return None
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    (code, best), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
    coverage = min(1.0, best / (0.25 * total))
    margin = (best - second) / best
    return Guess(code, round(min(0.99, coverage * (0.5 + margin)), 2))


def _script(sample: str) -> Guess | None:
    """The language that the script of a text tells; None if it tells none."""
    found = [] if sample.isascii() else _foreign().findall(sample)
    letters = sum(map(str.isalpha, sample)) if found else 0
    if not letters:
        return None
    counts: Counter[str] = Counter()
    for character, times in Counter(found).items():
        point = ord(character)
        for code, first, last in _SCRIPTS:
            if first <= point <= last:
                counts[code] += times
    # Japanese has Chinese characters, too; a fair share of kana tells it from Chinese.
    if counts["ja"] * 8 > counts["zh"]:
        counts["ja"] += counts.pop("zh", 0)
    code, times = counts.most_common(1)[0]
    share = times / letters
    return Guess(code, round(min(0.99, share), 2)) if share > 0.4 else None
