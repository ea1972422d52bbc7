"""Sources: who the speakers of an article's quotes are, and whom else it credits.

Every mention of a speaker is resolved within the article: a surname to the full name, a pronoun to
a person, "the men" to the "four alleged Iraqis" of an earlier sentence; with role and affiliation
as printed.  A single unnamed person ("a captive") that nothing refers back to is nobody in
particular.
"""

from __future__ import annotations

from mediacorpus.fields import made_of
from mediacorpus.languages import Pack
from mediacorpus.records import Article, Quote, Source
from mediacorpus.sources.cast import Cast
from mediacorpus.sources.figures import Figure
from mediacorpus.sources.reference import addressee, speaker
from mediacorpus.text.folding import fold

__all__ = ["resolve"]


def resolve(article: Article, quotes: list[Quote], pack: Pack) -> tuple[list[Quote], list[Source]]:
    """The quotes with their `source_id`, and the sources of an article: speakers, the outlet, and
    who is credited for its pictures."""
    said = ((span.start, span.end) for quote in quotes for span in quote.content)
    writer = article.authors[0] if len(article.authors) == 1 else None
    cast = Cast(article.text, pack, said, writer)
    speakers: dict[str, Figure] = {}
    for quote in sorted(quotes, key=lambda one: one.speaker.start if one.speaker else -1):
        figure = speaker(cast, quote.speaker) if quote.speaker else None
        if figure is not None:
            speakers[quote.id] = figure
        if figure is not None and figure is cast.wrote and quote.addressee:
            addressee(cast, quote.addressee)
    if article.publisher_name:
        cast.credit(article.publisher_name, "outlet")
    for block in article.body:
        if block.credit:
            cast.credit(block.credit)
    chosen = sorted(
        filter(_is_source, cast.figures),
        key=lambda one: min(one.mentions, default=(len(article.text), 0)),
    )
    for one in chosen:
        cast.affiliate_by_roles(one)
    ids = {id(one): f"s{number}" for number, one in enumerate(chosen, start=1)}
    resolved = []
    for quote in quotes:
        source_id = ids.get(id(speakers.get(quote.id)))
        found = made_of(Quote, {**vars(quote), "source_id": source_id}) if source_id else quote
        resolved.append(found)
    return resolved, [_source(one, ids[id(one)], article, pack) for one in chosen]


def _is_source(one: Figure) -> bool:
    """Somebody who speaks or is credited; but one unnamed person that is mentioned once, and of
    whom it isn't said whom they speak for, is nobody in particular."""
    known = one.named or one.plural or one.tied or len(one.mentions) > 1
    return one.credited or (one.speaks and known)


def _source(one: Figure, id: str, article: Article, pack: Pack) -> Source:
    spoken = (article.text[start:end] for start, end in one.mentions)
    pronouns = pack.sources.pronouns
    own = {one.full.acronym} if one.full else set()  # "WHO" is no pronoun there
    aliases = dict.fromkeys(
        word for word in spoken if word in own or word.casefold() not in pronouns
    )
    return made_of(
        Source,
        {
            "id": id,
            "article_id": article.id,
            "name": one.name,
            "kind": one.kind,
            "aliases": [word for word in aliases if word != one.name],
            "mentions": [{"start": start, "end": end} for start, end in one.mentions],
            "roles": list(dict.fromkeys(one.roles)),
            "affiliation": one.affiliation,
            "named": one.named,
            "key": fold(one.name) or one.name,
        },
    )
