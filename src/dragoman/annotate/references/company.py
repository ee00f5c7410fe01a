"""Words for all who take part in what a report is about, once it tells who they are: "participants", "the group", "Gulf leaders"."""

from __future__ import annotations

from dragoman.annotate.actors.company import MANY, OPENING
from dragoman.annotate.actors.who import Who, who_of
from dragoman.annotate.references.discourse import principal
from dragoman.annotate.references.resolver import PLURAL, Resolver, has_article, keep, noun_span, number_of
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import surface_subject

MODIFYING = ("amod", "compound", "nmod", "nmod:poss")
TAKING_PART = frozenset({"obj", "obl", "nmod"})


def resolve_company(resolver: Resolver, token: int) -> bool:
    """Keep all who take part for a noun that stands for them as a subject: "participants agreed", "the partners met"; whether it does."""
    parse, words = resolver.annotated.parse, resolver.actors.words.parties
    lemma, listed = parse.lemmas[token].lower(), resolver.parties.listed
    if len(listed) < MANY or not parse.labels[token].startswith("nsubj") or token in resolver.annotated.quoted_tokens:
        return False
    if not (lemma in words.company if has_article(resolver, token) else lemma in words.bare and parse.tags[token] in PLURAL):
        return False
    if number_of(resolver, token) not in {None, len(listed)} or parse.dependent(token, *MODIFYING) is not None:
        return False
    if min(m.head for m in listed) > token and not _is_told_late(resolver):
        return False
    keep(resolver, noun_span(resolver, token), token, [who_of(m) for m in listed])
    return True


def open_company(resolver: Resolver) -> None:
    """Put those whom a report lists further on where its first sentences tell of them as a group: "met the leaders of the Benelux"."""
    if not _is_told_late(resolver):
        return
    parse, talk, listed = resolver.annotated.parse, resolver.talk, resolver.parties.listed
    own = {principal(m) for m in listed}
    meet = resolver.actors.words.parties.meet
    for low, high in parse.sentences[:OPENING]:
        verb = next((t for t in range(low, high) if parse.heads[t] == t and parse.lemmas[t] in meet), None)
        subject = surface_subject(parse, verb) if verb is not None else None
        if verb is None or subject is None or not {principal(m) for m in talk.heads_of(subject)} & own:
            continue
        others: list[Who] = [who_of(m) for m in listed if principal(m) not in {principal(one) for one in talk.heads_of(subject)}]
        for token in range(verb + 1, high):
            known = [m for m in talk.at.get(token, ()) if m.actor]
            if parse.heads[token] != verb or parse.labels[token] not in TAKING_PART or (known and not _is_group(known, own)):
                continue
            if known or (parse.tags[token] in PLURAL and _is_people(resolver, token)):
                span = known[0].span if known else parse.token_span(token)
                talk.at.pop(token, None)
                keep(resolver, span, token, others)
                resolver.done.add(token)
                return


def _is_told_late(resolver: Resolver) -> bool:
    """Whether those who take part are listed behind the sentences with which the report opens."""
    parse, listed = resolver.annotated.parse, resolver.parties.listed
    later = [m for m in listed if parse.sentence_of[m.head] > 0]
    return len(later) >= MANY - 1


def _is_group(mentions: list[ActorMention], own: set[str]) -> bool:
    """Whether mentions name only bodies that are not among those who take part."""
    return all(m.state is None and m.person is None and principal(m) not in own for m in mentions)


def _is_people(resolver: Resolver, token: int) -> bool:
    """Whether a noun stands for leaders or officials."""
    core = resolver.cores.get(token)
    kinds = resolver.actors.words.nouns.get(resolver.annotated.parse.lemmas[token].lower(), frozenset())
    return "person" in kinds or (core is not None and bool(core.phrases[0].office))
