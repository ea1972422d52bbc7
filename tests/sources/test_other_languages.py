"""Who the speakers are in languages other than English: the names, roles and sources of a quote."""

from __future__ import annotations

import pytest

from mediacorpus import Article, Block, annotate

# The paragraphs, and for each quote: the source’s name, its roles.
GERMAN = [
    ("„Das Geld fehlt“, sagt Landwirtin Heike Petersen.", [("Heike Petersen", "Landwirtin")]),
    ("„Wir waren schlecht“, sagte Kapitän Luka Novak.", [("Luka Novak", "Kapitän")]),
    ("„Wir warten“, sagte die Sprecherin der Bahn, Ute Kranz.",
     [("Ute Kranz", "die Sprecherin der Bahn")]),
    ("„Nein“, so von der Leyen. Ursula von der Leyen kündigte an, die Regeln zu ändern.",
     [("Ursula von der Leyen", None), ("Ursula von der Leyen", None)]),
    ("Bürgermeister Uwe Richter trat zurück. Er habe das Land gewarnt, so Richter.",
     [("Uwe Richter", "Bürgermeister")]),
    ("Nach Ansicht von Anwältin Petra Schulz war der Einsatz rechtswidrig.",
     [("Petra Schulz", "Anwältin")]),
    ("Kapitän Luka Novak war wütend. „Wir waren schlecht“, sagte der 31-Jährige.",
     [("Luka Novak", "Kapitän")]),
]  # fmt: skip
FRENCH = [
    ("« On nous abandonne », lâche Élodie Le Goff, 32 ans.", [("Élodie Le Goff", None)]),
    ("Selon Jean-Yves Le Drian, ministre de la Défense, la situation est grave.",
     [("Jean-Yves Le Drian", "ministre de la Défense")]),
    ("« C’est fini », dit de Villepin. Dominique de Villepin a ajouté que tout irait bien.",
     [("Dominique de Villepin", None), ("Dominique de Villepin", None)]),
    ("« C’est faux, rétorque la directrice du site, Hélène Vasseur. »",
     [("Hélène Vasseur", "la directrice du site")]),
    ("« C’est dur », a déclaré à l’AFP Luc Petit. Luc Petit a ajouté que tout irait bien.",
     [("Luc Petit", None), ("Luc Petit", None)]),
]  # fmt: skip
SPANISH = [
    ("“Avisamos a tiempo”, recordó su delegado, Jorge Tamayo.", [("Jorge Tamayo", "su delegado")]),
    ("“No hay alarma”, tranquilizó la consejera de Salud, Nuria Vidal.",
     [("Nuria Vidal", "la consejera de Salud")]),
    ("“Es grave”, dijo De la Fuente. Luis de la Fuente añadió que jugará.",
     [("Luis de la Fuente", None), ("Luis de la Fuente", None)]),
]  # fmt: skip
ARABIC = [
    ("قال وزير الصحة المصري خالد عبد الغفار إن المخزون كاف.",
     [("خالد عبد الغفار", "وزير الصحة المصري")]),
    ("وأكدت المتحدثة باسم البلدية ليلى حسن أن العمل سيبدأ غدا.",
     [("ليلى حسن", "المتحدثة باسم البلدية")]),
    ("قال مسؤول أمريكي إن المفاوضات انتهت.", []),
]  # fmt: skip
CASES = [
    pytest.param(language, *case, id=f"{language}-{number}")
    for language, cases in (("de", GERMAN), ("fr", FRENCH), ("es", SPANISH), ("ar", ARABIC))
    for number, case in enumerate(cases)
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_a_name_stands_without_its_role(
    language: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    body = (Block(kind="paragraph", text=text),)
    entry = annotate(Article(id="a", language=language, body=body), engine="rules")
    sources = [entry.source_of(quote) for quote in entry.quotes]
    assert [
        (source.name, next(iter(source.roles), None))
        for source in sources
        if source and source.named
    ] == expected


def test_an_office_with_its_article_is_whom_the_text_named_with_it() -> None:
    text = "قال وزير الصحة سامي حداد إن المخزون كاف. وأضاف الوزير أن الوضع جيد."
    body = (Block(kind="paragraph", text=text),)
    entry = annotate(Article(id="a", language="ar", body=body))
    (source,) = entry.sources
    assert (source.name, source.aliases) == ("سامي حداد", ("الوزير",))


def test_a_role_with_an_accent_says_whether_somebody_is_a_he_or_a_she() -> None:
    text = "Nadia Benali, la présidente, ironise : « On joue. » « Tout va bien », martèle-t-il."
    body = (Block(kind="paragraph", text=text),)
    entry = annotate(Article(id="a", language="fr", body=body))
    assert entry.source_of(entry.quotes[-1]) is None
