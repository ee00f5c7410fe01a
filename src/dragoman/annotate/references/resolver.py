"""What the references of a report are resolved with: what has been said, what is found, and how it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dragoman.annotate.actors.core import Core
from dragoman.annotate.actors.parties import Parties
from dragoman.annotate.actors.who import Who, mention_of
from dragoman.annotate.references.discourse import Discourse, principal
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.organs import Phrase
from dragoman.knowledge.rows.statements import Statements
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.text import Issue, Span

PREMODIFIERS = frozenset({"det", "nummod", "amod", "compound", "nmod"})
PLURAL = frozenset({"NNS", "NNPS"})
OPEN = "reference-open"


@dataclass(slots=True, kw_only=True)
class Resolver:
    """The references of one report, resolved in reading order.

    ``cores`` are organ and office phrases without a mention, by head; ``genders`` the pronoun used of each person so
    far; ``called`` the persons who are titled by each word; ``parties`` whom the report as a whole shows together.
    ``resolve`` resolves the reference that a token heads; ``speech`` are the words of speech.
    """

    annotated: Annotated
    actors: Actors
    talk: Discourse
    cores: dict[int, Core]
    resolve: Callable[[Resolver, int], Sequence[ActorMention]]
    speech: Statements
    parties: Parties = field(default_factory=Parties)
    issues: list[Issue] = field(default_factory=list)
    found: list[ActorMention] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=dict)


def keep(resolver: Resolver, span: Span, head: int, who: Sequence[Who]) -> None:
    """Keep a mention for each of those that words refer to."""
    for one in dict.fromkeys(who):
        mention = mention_of(one, resolver.annotated.document.text, span, head, "reference")
        resolver.found.append(mention)
        resolver.talk.add(mention)


def leave_open(resolver: Resolver, span: Span) -> None:
    """Say that it cannot be told whom words refer to."""
    resolver.issues.append(
        Issue(code=OPEN, span=span, detail=f"who is meant by '{span.of(resolver.annotated.document.text)}' is not known")
    )


def last_wanted(resolver: Resolver, token: int, wanted: Callable[[ActorMention], bool]) -> ActorMention | None:
    """The mention wanted in the sentence of a token or those before it: of each, the subject before the last one."""
    talk, parse = resolver.talk, resolver.annotated.parse
    for sentence in (None, *range(parse.sentence_of[token] - 1, -1, -1)):
        found = [mention for mention in talk.before(token, sentence) if wanted(mention)]
        if found:
            return next((m for m in found if parse.labels[m.head].startswith("nsubj")), found[-1])
    return None


def last_several(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """The last words for several actors at once ("the two leaders") in the two sentences before."""
    talk = resolver.talk
    for sentence in talk.earlier(token, 2):
        for mention in reversed(talk.before(resolver.annotated.parse.sentences[sentence][1], sentence)):
            if len(talk.at[mention.head]) > 1 and mention.reach == "reference":
                return talk.at[mention.head]
    return ()


def has_article(resolver: Resolver, token: int) -> bool:
    """Whether a noun is definite: "the", "this", "both"; of two titles the first has the article: "the president and prime minister"."""
    parse, words = resolver.annotated.parse, resolver.actors.words
    if parse.labels[token] == "conj" and parse.tags[token] == parse.tags[parse.heads[token]] and token in resolver.cores:
        token = token if parse.dependent(token, "det", "nmod:poss") is not None else parse.heads[token]
    return any(parse.words[c].lower() in words.definite for c in parse.dependents(token, "det", "det:predet", "cc:preconj"))


def number_of(resolver: Resolver, token: int) -> int | None:
    """How many a plural speaks of: "the two countries", "both sides"; None if it does not say."""
    parse, numbers = resolver.annotated.parse, resolver.actors.words.numbers
    for child in parse.children[token]:
        if child < token and parse.words[child].lower() in numbers:
            return numbers[parse.words[child].lower()]
    return None


def noun_span(resolver: Resolver, token: int) -> Span:
    """The noun phrase from its first plain modifier up to its head, or to the end of the title it heads."""
    parse, core = resolver.annotated.parse, resolver.cores.get(token)
    before = (c for c in parse.children[token] if c < token and parse.pos[c] != "PUNCT")
    low = min([token, *(c for c in before if parse.labels[c].partition(":")[0] in PREMODIFIERS)])
    return parse.span(low, core.high if core is not None else token + 1)


def general(core: Core, state: str) -> Phrase | None:
    """What a phrase means in a state: what it means there only, else what it means everywhere."""
    return next((p for p in core.phrases if state in p.states), None) or next((p for p in core.phrases if not p.states), None)


def organ_of(resolver: Resolver, phrase: Phrase, code: str, *, unnamed: bool = False) -> Who:
    """The organ or office of a state, and who holds it, unless the word leaves open which office it is.

    An organisation stands for its own organs.
    """
    state = resolver.actors.states.get(code)
    if state is None:
        person = None if unnamed or phrase.office is None else in_office(resolver, code, (phrase.office,))
        name = person or resolver.actors.organisations.get(code)
        return Who(actor=code, state=None, name=name, person=person, office=phrase.office)
    actor = code if ":" in code else f"{code}:{phrase.sector}"
    if phrase.office is None:
        name = (phrase.name or "").format(state=state.name, adjective=state.adjective)
        return Who(actor=actor, state=code.partition(":")[0], name=name or None)
    person = None if unnamed else in_office(resolver, code, (phrase.office,))
    return Who(
        actor=actor,
        state=code.partition(":")[0],
        name=person or f"{state.adjective} {phrase.office}",
        person=person,
        office=phrase.office,
    )


def in_office(resolver: Resolver, code: str, offices: Sequence[str]) -> str | None:
    """Who holds an office of a state on the day of the report, if the tables know exactly one."""
    day = resolver.annotated.document.published
    if day is None:
        return None
    held = {term.person for office in offices for term in resolver.actors.in_office.get((code, office), ()) if term.held_on(day)}
    return next(iter(held)) if len(held) == 1 else None


def state_spoken_of(resolver: Resolver, token: int) -> str | None:
    """The state that a sentence and the one before it speak of: the only one, else that of the subject."""
    talk, states, quoted = resolver.talk, resolver.actors.states, resolver.annotated.quoted_tokens
    subjects = [talk.heads_of(s) for s in talk.clauses_above(token)]
    for sentence in (None, *talk.earlier(token, 1)):
        codes = {
            principal(m)
            for m in talk.before(token if sentence is None else resolver.annotated.parse.sentences[sentence][1], sentence)
            if m.actor and (token in quoted or m.head not in quoted)
        } & set(states)
        if len(codes) == 1:
            return codes.pop()
        if sentence is not None:
            subject = talk.main_subject(sentence)
            subjects = [talk.heads_of(subject)] if subject is not None else []
        for mentions in subjects:
            named = {principal(m) for m in mentions if m.actor} & set(states)
            if len(named) == 1:
                return named.pop()
        if codes:
            return None
    return None
