"""Who holds the same office elsewhere: "his Turkish counterpart"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.actors.company import MANY
from dragoman.annotate.actors.persons import name_after
from dragoman.annotate.actors.who import Who, who_of
from dragoman.annotate.references.discourse import HEADS, principal
from dragoman.annotate.references.resolver import PLURAL, Resolver, in_office, keep, last_wanted, leave_open, noun_span
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import conjuncts, preposition
from dragoman.model.text import Span


def resolve_counterpart(resolver: Resolver, token: int) -> None:
    """Who holds the same office elsewhere: "his Turkish counterpart Recep Tayyip Erdogan"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    before = [c for c in parse.dependents(token, "amod", "compound", "nmod:poss") if parse.tags[c] != "PRP$"]
    behind = [
        c for c in parse.dependents(token, "nmod") if preposition(parse, c) in resolver.actors.words.counterpart_from
    ]  # "his counterparts from Chad and Mali"
    states = [m for c in before or behind for member in conjuncts(parse, c) for m in talk.at.get(member, ())]
    states = states or _taking_part(resolver, token)
    model = _counterpart_of(resolver, token)
    named = [m for some in talk.at.values() for m in some if m.person and m.span.start == parse.ends[token] + 1]
    head = parse.heads[token] if named and parse.heads[token] == named[0].head else token
    low = parse.tokens_in(noun_span(resolver, token))[0]
    if named:
        _rename(resolver, named[0], parse.span(low, token + 1), head, model.office if model else None)
        return
    office = model.office if model else None
    offices = (office,) if office else HEADS
    end = name_after(parse, token + 1, ()) if token + 1 < len(parse) else token + 1
    written = parse.span(token + 1, end).of(resolver.annotated.document.text) if end > token + 1 else None
    who = []
    for mention in states:
        code = principal(mention)
        person = in_office(resolver, code, offices) if code in resolver.actors.states and office else None
        if written is not None and (person is None or not set(written.lower().split()) & set(person.lower().split())):
            person = written
        actor = f"{code}:GOV" if code in resolver.actors.states and ":" not in code else mention.actor
        who.append(Who(actor=actor, state=mention.state, name=person or mention.name, person=person, office=office))
    if who:
        keep(resolver, parse.span(low, max(end, token + 1)), token, who)
    elif not talk.at.get(token):
        leave_open(resolver, parse.span(low, token + 1))


def _taking_part(resolver: Resolver, token: int) -> list[ActorMention]:
    """The others who take part in what the report is about, for counterparts of whom nothing else is told: "thanked her counterparts"."""
    parse, listed = resolver.annotated.parse, resolver.parties.listed
    if parse.tags[token] not in PLURAL or len(listed) < MANY or any(m.head > token for m in listed):
        return []
    own = {principal(m) for c in parse.dependents(token, "nmod:poss") for m in resolver.resolve(resolver, c)}
    return [m for m in listed if principal(m) not in own] if own else []


def _counterpart_of(resolver: Resolver, token: int) -> ActorMention | None:
    """The person of the pronoun before "counterpart", else the last person named."""
    parse = resolver.annotated.parse
    for child in parse.dependents(token, "nmod:poss"):
        if parse.tags[child] == "PRP$":
            found = resolver.resolve(resolver, child)
            if found:
                return found[0]
    return last_wanted(resolver, token, lambda m: m.office is not None)


def _rename(resolver: Resolver, person: ActorMention, words: Span, head: int, office: str | None) -> None:
    """Widen the mention of a person by the words before it, so that both are one."""
    span = Span(min(words.start, person.span.start), max(words.end, person.span.end))
    keep(resolver, span, head, [replace(who_of(person), office=person.office or office)])
