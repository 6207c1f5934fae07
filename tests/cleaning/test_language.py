"""The language of a text is told by its small words or its script, or not at all."""

from __future__ import annotations

import pytest

from tests.cleaning.pages import ARTICLE
from tui.cleaning.features import WORD
from tui.cleaning.language import guess, stopwords

TEXTS = {
    "en": " ".join(ARTICLE),
    "de": "Der Rat hat am Dienstag beschlossen, dass der alte Turm wieder aufgebaut wird, und die"
    " Fischer sind froh, denn sie haben seit Jahren auf das Licht gewartet, das nicht mehr brennt.",
    "fr": "Le conseil a décidé mardi que le vieux phare sera reconstruit, et les pêcheurs sont"
    " contents, car ils attendaient depuis des années la lumière qui ne brille plus sur la pointe.",
    "es": "El consejo decidió el martes que el viejo faro será reconstruido, y los pescadores están"
    " contentos porque esperaban desde hace años la luz que ya no brilla sobre la punta.",
    "it": "Il consiglio ha deciso martedì che il vecchio faro sarà ricostruito, e i pescatori sono"
    " contenti perché aspettavano da anni la luce che non brilla più sulla punta.",
    "pl": "Rada zdecydowała we wtorek, że stara latarnia będzie odbudowana, a rybacy są zadowoleni,"
    " bo od lat czekali na światło, które nie świeci już na cyplu i nie jest widoczne.",
    "ru": "Совет решил во вторник, что старый маяк будет восстановлен, и рыбаки довольны,"
    " потому что"
    " они годами ждали света, который не горит уже девять лет на мысе.",
    "uk": "Рада вирішила у вівторок, що старий маяк буде відновлено, і рибалки задоволені, бо вони"
    " роками чекали на світло, яке не горить вже дев'ять років на мисі та біля рифу.",
    "bg": "Съветът реши във вторник, че старият фар ще бъде възстановен, и рибарите са"
    " доволни, защото"
    " от години са чакали светлината, която не гори на носа.",
    "ja": "港の評議会は火曜日に、九年前の嵐で屋根を失った古い灯台を再建することを決めた。",
    "zh": "港口委员会星期二决定重建九年前被风暴吹走屋顶的旧灯塔。",
    "ko": "항구 의회는 화요일에 오래된 등대를 다시 세우기로 결정했다.",
    "el": "Το συμβούλιο αποφάσισε την Τρίτη ότι ο παλιός φάρος θα ξαναχτιστεί και οι ψαράδες είναι"
    " χαρούμενοι για το φως που δεν ανάβει από τον καιρό της καταιγίδας.",
}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_languages_are_told_apart(code: str) -> None:
    found = guess(WORD.findall(TEXTS[code].lower()), TEXTS[code])
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "12 34 56", "xq zzk vrrt " * 20, "Anna Velde, Marrow Point"])
def test_what_has_no_small_words_has_no_language(text: str) -> None:
    assert guess(WORD.findall(text.lower()), text) is None


def test_an_unknown_code_has_no_small_words() -> None:
    assert stopwords("xx") == frozenset()
    assert "the" in stopwords("en")
