"""For whom those speak whose title names nobody: "spokesman Ali Can" after "a UN spokesman", "the ministry's spokesman Ali Can"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.actors.who import Who, who_of
from dragoman.annotate.references.resolver import Resolver
from dragoman.annotate.references.singles import OFFICIAL
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention

BACK = 3  # sentences: who was named as speaking further back may be another


def place_servants(resolver: Resolver) -> Annotated | None:
    """The document with the actors of such persons, wherever they are named in it; None if it has none."""
    served: dict[str, Who] = {}
    for mention in resolver.annotated.actors:
        name = mention.person or mention.name
        if mention.actor is None and name is not None and name not in served and (whom := _whom(resolver, mention)) is not None:
            served[name] = whom
    if not served:
        return None
    actors = tuple(_placed(mention, served) for mention in resolver.annotated.actors)
    return replace(resolver.annotated, actors=actors)


def _placed(mention: ActorMention, served: dict[str, Who]) -> ActorMention:
    whom = served.get(mention.person or mention.name or "")
    return mention if whom is None or mention.actor is not None else replace(mention, actor=whom.actor, state=whom.state)


def _whom(resolver: Resolver, mention: ActorMention) -> Who | None:
    """The organ or organisation that a person serves by a title such as "spokesman"."""
    parse, service = resolver.annotated.parse, resolver.actors.words.home.service
    tokens = parse.tokens_in(mention.span)
    if not any(parse.lemmas[t].lower() in service for t in tokens[:-1]):
        return None
    owners = [c for t in tokens for c in parse.dependents(t, "nmod:poss")]
    for owner in owners:
        if found := [m for m in resolver.resolve(resolver, owner) if m.actor]:
            return who_of(found[0])
    return None if owners else _speaking_before(resolver, mention.head)


def _speaking_before(resolver: Resolver, token: int) -> Who | None:
    """For whom others of such titles spoke in the sentences before; else the organ that was their subject last."""
    parse, talk, service = resolver.annotated.parse, resolver.talk, resolver.actors.words.home.service
    sentences = list(talk.earlier(token, BACK))
    for titled in (True, False):
        for sentence in sentences:
            for mention in reversed(talk.before(parse.sentences[sentence][1], sentence)):
                sector = (mention.actor or "").partition(":")[2]
                served = parse.lemmas[mention.head].lower() in service
                organ = sector in OFFICIAL and mention.person is None and parse.labels[mention.head] == "nsubj"
                if mention.actor and (served if titled else organ):
                    return who_of(mention)
    return None
