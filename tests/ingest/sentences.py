"""Sentences for the encoding tests: everyday news prose, written for them."""

SENTENCES = {
    "ru": (
        "Паром через пролив не ходит уже третий день: шторм повредил причал в северной бухте.",
        "Ёлку на площади привезли из питомника, и съёмка её установки шла до самого вечера.",
        "«Мы ждём ответа комиссии», — сказал начальник порта, но подробностей не сообщил.",
        "Губернатор объявил, что объезд закроют на две недели, а цены на билеты не изменятся.",
        "Школы открылись в четверг.",
        "Расследование продолжается; эксперты изучают чертежи моста и показания свидетелей.",
    ),
    "uk": (
        "Пором через протоку не ходить уже третій день: шторм пошкодив причал у північній бухті.",
        "Її брат їздив до столиці щотижня, але цього разу залишився вдома через ожеледицю.",
        "«Ми чекаємо на відповідь комісії», — сказав начальник порту й більше нічого не додав.",
        "Є підозра, що ґанок старої будівлі обвалився ще восени, коли почалися дощі.",
        "Школи відчинилися в четвер.",
        "Слідство триває, фахівці вивчають креслення мосту та свідчення мешканців.",
    ),
    "fr": (
        "Le bac ne circule plus depuis trois jours : la tempête a endommagé le quai du nord.",
        "« Nous attendons la réponse », a déclaré le préfet, qui s’est refusé à tout commentaire.",
        "Les élèves ont été accueillis à l’hôtel de ville, où des lits avaient été installés.",
        "À Noël, les îles étaient coupées du continent et les vivres commençaient à manquer.",
        "La marée a reculé après midi.",
        "Ça ne changera pas grand-chose, reconnaît le maître d’œuvre, déçu par le délai annoncé.",
    ),
    "de": (
        "Die Fähre fährt seit drei Tagen nicht mehr: Der Sturm beschädigte den nördlichen Anleger.",
        "„Wir müssen über größere Brücken nachdenken“, erklärte der Bürgermeister am Abend.",
        "Für die Schüler heißt das: Der Weg zur Schule dauert künftig zwölf Minuten länger.",
        "Äpfel und Öl wurden knapp, während die Straßen überflutet waren.",
        "Die Behörde prüft den Fall.",
        "Überraschend stimmten auch die Grünen zu, obwohl sie das Gesetz zuvor abgelehnt hatten.",
    ),
    "en": (
        "The ferry hasn’t sailed for three days, and the office says it won’t before Monday.",
        "“We are waiting for the commission,” the port’s director said — and left.",
        "Tickets cost £12 each; the café on the pier stays open until the repairs are done.",
        "Nobody at the ministry would say who’d paid for the study.",
    ),
}
