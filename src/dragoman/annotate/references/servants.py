"""For whom those speak whose title names nobody: "spokesman Ali Can" after "a UN spokesman", "the ministry's spokesman Ali Can"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.annotate.actors.who import Who, who_of
from dragoman.annotate.references.discourse import principal
from dragoman.annotate.references.resolver import Resolver, general, organ_of
from dragoman.annotate.references.singles import OFFICIAL, is_group, organ_called
from dragoman.knowledge.rows.holders import FAMILY_FIRST
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention

GOVERNMENT = "GOV"  # PLOVER's sector
BACK = 3  # sentences: who was named as speaking further back may be another


def place_servants(resolver: Resolver) -> Annotated | None:
    """The document with the actors of such persons, wherever they are named in it; None if it has none."""
    served: dict[str, tuple[str, Who]] = {}
    for mention in resolver.annotated.actors:
        name = mention.person or mention.name
        if mention.actor is None and name is not None and name not in served and (whom := _whom(resolver, mention)) is not None:
            served[name] = (name, whom)
            served.setdefault(name.split()[0 if whom.state in FAMILY_FIRST else -1], (name, whom))
    if not served:
        return None
    actors = tuple(_placed(mention, served) for mention in resolver.annotated.actors)
    return replace(resolver.annotated, actors=actors)


def _placed(mention: ActorMention, served: dict[str, tuple[str, Who]]) -> ActorMention:
    known = served.get(mention.person or mention.name or "")
    if known is None or mention.actor is not None:
        return mention
    name, whom = known
    return replace(mention, actor=whom.actor, state=whom.state, name=name, person=name)


def _whom(resolver: Resolver, mention: ActorMention) -> Who | None:
    """The organ or organisation that a person serves by a title such as "spokesman", or by what is said of the person."""
    if mention.person is None:
        return _described(resolver, mention)
    parse, service = resolver.annotated.parse, resolver.actors.words.home.service
    tokens = parse.tokens_in(mention.span)
    serves = any(parse.lemmas[t].lower() in service for t in tokens[:-1])
    owners = [c for t in tokens for c in parse.dependents(t, "nmod:poss")]
    served = (c for t in tokens if parse.lemmas[t].lower() in service for c in parse.dependents(t, "nmod"))
    groups = [c for c in served if parse.lemmas[c] in resolver.actors.words.nouns]  # "a spokesman for the group"
    for owner in (*(owners if serves or mention.office is not None else ()), *groups):
        if found := [m for m in resolver.resolve(resolver, owner) if m.actor]:
            return who_of(found[0]) if serves or owner in groups else _governing(resolver, found[0])
    if owners or not serves:
        return None
    titles = [*tokens[:-1], *(c for t in tokens for c in parse.dependents(t, "compound"))]
    organ = next((m for t in titles if (m := organ_called(resolver, mention.head, parse.lemmas[t].lower())) is not None), None)
    return who_of(organ) if organ is not None else _speaking_before(resolver, mention.head)


def _governing(resolver: Resolver, owner: ActorMention) -> Who | None:
    """Who governs for a state that is named by a reference: "the South's deputy foreign minister Song Min-jae"."""
    code = principal(owner)
    known = owner.person is None and code in resolver.actors.states and (owner.actor or "").partition(":")[2] in {"", GOVERNMENT}
    return replace(who_of(owner), actor=f"{code}:{GOVERNMENT}", state=code) if known else None


def _described(resolver: Resolver, mention: ActorMention) -> Who | None:
    """The organ in what stands beside a name, if its words tell no state: "Ana Rai, joint secretary of the Ministry of Trade"."""
    parse, words = resolver.annotated.parse, resolver.speech
    if (whom := _belongs_to(resolver, mention)) is not None:
        return whom
    for phrase in (*parse.dependents(mention.head, "appos"), *_titles_before(resolver, mention)):
        low, high = parse.edges[phrase]
        high = min(high, parse.tokens_in(mention.span)[0]) if phrase < mention.head else high
        if parse.lemmas[phrase].lower() not in resolver.actors.words.ranks or any(
            parse.lemmas[t] in words.private and parse.pos[t] == "NOUN" for t in range(low, high)
        ):
            continue
        for token in range(phrase + 1, high):
            core = resolver.cores.get(token)
            organ = general(core, "") if core is not None else None
            if core is None or organ is None or organ.kind != "organ" or organ.sector not in OFFICIAL:
                continue
            if found := [m for m in _in_order(resolver, token) if m.actor]:
                return who_of(found[0])
            home = resolver.talk.home_of(parse.words[core.low : core.high])
            return organ_of(resolver, organ, home) if home is not None else _speaking_before(resolver, mention.head)
    return None


def _titles_before(resolver: Resolver, mention: ActorMention) -> list[int]:
    """The rank to which a name is added: "the head of parliament's trade committee, Ana Rai"."""
    parse, first = resolver.annotated.parse, resolver.annotated.parse.tokens_in(mention.span)[0]
    verb = parse.heads[mention.head]
    apposed = [verb] if parse.labels[mention.head] == "appos" else []
    beside = [c for c in parse.dependents(verb, "nsubj") if c < first] if parse.labels[mention.head] == "nsubj" else []
    return [t for t in (*apposed, *beside) if t < first and parse.words[first - 1] == ","]


def _belongs_to(resolver: Resolver, mention: ActorMention) -> Who | None:
    """The organ after a name in full, or whose division that is: "Ana Rai of the Trade Ministry's fisheries division"."""
    parse, genitive = resolver.annotated.parse, resolver.actors.words.genitive
    if " " not in (mention.name or ""):
        return None
    for noun in parse.dependents(mention.head, "nmod"):
        if not any(parse.lemmas[c] in genitive for c in parse.dependents(noun, "case")) or noun < mention.head:
            continue
        for token in (noun, *parse.dependents(noun, "nmod:poss")):
            found = [m for m in _in_order(resolver, token) if m.actor and m.person is None and m.office is None]
            if len(found) == 1 and (found[0].actor or "").partition(":")[2] in OFFICIAL:
                return who_of(found[0])
    return None


def _in_order(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """The mentions at a token, resolved after all organs and offices before it: "a ministry official ... the ministry's"."""
    for place in sorted(resolver.cores) if token in resolver.cores else ():
        if place < token:
            resolver.resolve(resolver, place)
    return resolver.resolve(resolver, token)


def _speaking_before(resolver: Resolver, token: int) -> Who | None:
    """For whom others of such titles spoke in the sentences before; else the organ that was their subject last.

    Else the one official who was: "The UN chief called for calm ... spokeswoman Ann Moe said".
    """
    parse, talk = resolver.annotated.parse, resolver.talk
    service = resolver.actors.words.home.service | resolver.actors.words.home.officials
    sentences = list(talk.earlier(token, BACK))
    for place in sorted(resolver.cores):
        if parse.sentence_of[place] in sentences:
            resolver.resolve(resolver, place)
    for titled in (True, False):
        for sentence in sentences:
            for mention in reversed(talk.before(parse.sentences[sentence][1], sentence)):
                sector = (mention.actor or "").partition(":")[2]
                served = parse.lemmas[mention.head].lower() in service
                body = sector in OFFICIAL or is_group(resolver, mention)
                organ = body and mention.person is None and parse.labels[mention.head] == "nsubj"
                if mention.actor and (served if titled else organ):
                    return who_of(mention)
    return _official_before(resolver, sentences)


def _official_before(resolver: Resolver, sentences: Sequence[int]) -> Who | None:
    """Those for whom the officials acted who were the subjects of sentences, if they all act for the same."""
    parse, talk = resolver.annotated.parse, resolver.talk
    acting = [
        mention
        for sentence in sentences
        for mention in talk.before(parse.sentences[sentence][1], sentence)
        if mention.actor and mention.person and parse.labels[mention.head] == "nsubj"
    ]
    same = len({mention.actor for mention in acting}) == 1 and any(mention.office for mention in acting)
    return replace(who_of(acting[0]), name=None, person=None, office=None) if same else None
