"""Words that refer to actors named before: pronouns, "the two countries", "the ministry", "his Turkish counterpart"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.annotate.actors.core import Core
from dragoman.annotate.actors.parties import parties_of
from dragoman.annotate.actors.persons import PROPER
from dragoman.annotate.actors.phrases import find_cores
from dragoman.annotate.actors.who import Who, who_of
from dragoman.annotate.references.company import open_company, resolve_company
from dragoman.annotate.references.counterparts import resolve_counterpart
from dragoman.annotate.references.discourse import Discourse, is_person, principal
from dragoman.annotate.references.home import PARTY, at_home, outlet_state
from dragoman.annotate.references.plurals import resolve_our, resolve_plural
from dragoman.annotate.references.pronouns import resolve_pronoun, spoken_by
from dragoman.annotate.references.resolver import PLURAL, Resolver, general, has_article, keep, noun_span, number_of, organ_of
from dragoman.annotate.references.servants import place_servants
from dragoman.annotate.references.singles import resolve_bare, resolve_member, resolve_ordered, resolve_single
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.actors import Actors
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention

ARGUMENTS = frozenset({"nsubj", "obj", "obl", "nmod"})


def resolve_references(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add a mention of reach "reference" for each actor that such words refer to. What cannot be told becomes an Issue.

    Reads actors and quotations; mentions come in text order. Raises nothing.
    """
    actors, parse = knowledge.actors, annotated.parse
    if not len(parse):
        return annotated
    outlet = outlet_state(annotated.document, knowledge)
    annotated = at_home(annotated, actors, outlet)
    resolver = _resolver(annotated, knowledge, outlet)
    annotated = place_servants(resolver) or annotated
    if resolver.done or annotated is not resolver.annotated:
        resolver = _resolver(annotated, knowledge, outlet)  # what was looked up ahead is resolved again in reading order
    words = actors.words
    open_company(resolver)
    telling = {*words.nouns, *words.short, *words.numbers, *words.counterpart, *words.latter, *words.former}
    for token, tag in enumerate(parse.tags):
        named = any(_is_of_party(m) for m in resolver.talk.at.get(token, ()))
        if tag.startswith("PRP") or token in resolver.cores or named or parse.lemmas[token].lower() in telling:
            resolver.resolve(resolver, token)
    if not resolver.found:
        return replace(annotated, issues=annotated.issues + tuple(resolver.issues))
    replaced, told = {(m.head, m.span) for m in resolver.found}, {m.head for m in resolver.found if m.actor is not None}
    kept = [
        m for m in annotated.actors if (m.head, m.span) not in replaced and not (m.head in told and (m.actor is None or _is_of_party(m)))
    ]
    mentions = sorted([*kept, *resolver.found], key=lambda m: (m.span.start, -m.span.end, m.head))
    return replace(annotated, actors=tuple(mentions), issues=annotated.issues + tuple(resolver.issues))


def _resolver(annotated: Annotated, knowledge: Knowledge, outlet: str | None) -> Resolver:
    """What the references of a document are resolved with, before any is."""
    actors = knowledge.actors
    talk = Discourse(annotated, actors, outlet)
    cores, parties = _open_cores(annotated, actors, talk), parties_of(talk)
    resolver = Resolver(
        annotated=annotated, actors=actors, talk=talk, cores=cores, resolve=_resolve, parties=parties, speech=knowledge.statements
    )
    _read_titles(resolver)
    return resolver


def _open_cores(annotated: Annotated, actors: Actors, talk: Discourse) -> dict[int, Core]:
    """Organ and office phrases that no mention covers yet, by head."""
    parse = annotated.parse
    covered = {t for mention in annotated.actors if mention.head not in talk.inner for t in parse.tokens_in(mention.span)}
    return {core.head: core for core in find_cores(parse, actors, {}) if core.head not in covered}


def _read_titles(resolver: Resolver) -> None:
    """Note by which words each person is titled, and which pronoun an honorific before the name asks for."""
    parse, honorifics = resolver.annotated.parse, resolver.actors.words.honorifics
    for mention in resolver.annotated.actors:
        name = mention.person or (mention.name if mention.actor is None else None)
        if name is None:
            continue
        tokens = parse.tokens_in(mention.span)
        for token in range(max(0, tokens[0] - 1), tokens[-1] + 1):
            gender = honorifics.get(parse.words[token])
            if gender is not None:
                resolver.genders[name] = gender
            resolver.called.setdefault(parse.lemmas[token].lower(), set()).add(name)


def _resolve(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """Resolve the reference that a token heads, if it is one; the mentions at the token."""
    known = [mention for mention in resolver.talk.at.get(token, ()) if mention.actor is not None]
    if token in resolver.done:
        return known
    resolver.done.add(token)
    parse, words = resolver.annotated.parse, resolver.actors.words
    if parse.tags[token].startswith("PRP"):
        kind = words.pronouns.get(parse.words[token].lower())
        if kind is not None:
            resolve_pronoun(resolver, token, kind)
    elif parse.lemmas[token].lower() in words.counterpart:
        resolve_counterpart(resolver, token)
    elif known and _is_of_party(known[0]) and parse.tags[token] not in PLURAL and has_article(resolver, token):
        resolve_member(resolver, token, known[0])
    elif not known and parse.lemmas[token] in words.latter | words.former and has_article(resolver, token):
        resolve_ordered(resolver, token)
    elif not known and not resolve_company(resolver, token):
        _noun(resolver, token)
    return resolver.talk.at.get(token, ())


def _is_of_party(mention: ActorMention) -> bool:
    """Whether words name a party, or somebody of it without a name: "Republicans", "the Ohio Democrat"."""
    return mention.person is None and (mention.actor or "").endswith(PARTY)


def _noun(resolver: Resolver, token: int) -> None:
    """Common nouns: several states or persons, one state, an organ or office named before."""
    parse, words = resolver.annotated.parse, resolver.actors.words
    lemma = parse.lemmas[token].lower()
    kinds, core = words.nouns.get(lemma, frozenset()), resolver.cores.get(token)
    article = has_article(resolver, token)
    if not kinds and core is None:
        if lemma in words.short and article:
            _short_name(resolver, token)
        elif lemma in words.numbers and article and parse.labels[token].partition(":")[0] in ARGUMENTS:
            resolve_plural(resolver, token, words.numbers[lemma], frozenset({"side"}), None)
    elif not _is_anothers(resolver, token, core):
        number = number_of(resolver, token)
        low = core.low if core is not None else token
        plain = not any(child < low for child in parse.dependents(token, "amod", "compound", "nmod"))
        own = spoken_by(resolver, token) if "state" in kinds and parse.tags[token] in PLURAL else None
        if own is not None:
            resolve_our(resolver, token, own)
        elif article and (parse.tags[token] in PLURAL or number is not None):
            if number or plain:
                resolve_plural(resolver, token, number, kinds, core)
        elif article and not _short_name(resolver, token):
            resolve_single(resolver, token, kinds, core)
        elif core is not None and not article:
            resolve_bare(resolver, token, core)


def _is_anothers(resolver: Resolver, token: int, core: Core | None) -> bool:
    """Whether a noun belongs to someone named with it; where that is a reference ("its army"), the mention is kept."""
    parse, talk = resolver.annotated.parse, resolver.talk
    beside = parse.dependents(token, "amod", "compound")
    if core is None:
        genitive = [
            c
            for c in parse.dependents(token, "nmod")
            if any(parse.lemmas[k] in resolver.actors.words.genitive for k in parse.dependents(c, "case"))
        ]
        return any(talk.at.get(child) for child in (*beside, *genitive))
    if any(child < core.low and parse.pos[child] == "PROPN" and parse.tags[child] in PROPER for child in beside):
        return True  # "the Smith government": of whom no table knows
    owners = [
        mention
        for child in parse.dependents(token, "nmod:poss", "nmod")
        if child in talk.at or _is_reference(resolver, child)
        for mention in resolver.resolve(resolver, child)
        if mention.actor
    ]
    if owners and _belongs(resolver, token):
        who = [one for m in owners if m.reach == "reference" for one in _of_owner(resolver, core, m)]
        keep(resolver, noun_span(resolver, token), token, who)
        return True
    links = (c for child in parse.dependents(token, "nmod") if child >= core.high for c in parse.dependents(child, "case"))
    return any(parse.lemmas[link] in resolver.actors.words.genitive for link in links)  # "the leaders of the club"


def _short_name(resolver: Resolver, token: int) -> bool:
    """Tell "the North" in a report on the Koreas: a short name that holds where the state has been named in full."""
    parse, short = (
        resolver.annotated.parse,
        resolver.actors.words.short.get(resolver.annotated.parse.lemmas[token].lower()),
    )
    if (
        short is None
        or parse.labels[token] in {"compound", "amod"}
        or not parse.words[token][:1].isupper()
        or parse.dependent(token, "nmod", "compound") is not None
    ):
        return False
    code, beside = short
    if not any(resolver.talk.weights[other] > 1 for other in beside):
        return False
    keep(resolver, parse.token_span(token), token, [resolver.talk.plain(code)])
    return True


def _is_reference(resolver: Resolver, token: int) -> bool:
    parse, words = resolver.annotated.parse, resolver.actors.words
    return parse.tags[token] == "PRP$" or (
        parse.lemmas[token].lower() in words.nouns and (has_article(resolver, token) or number_of(resolver, token) is not None)
    )


def _belongs(resolver: Resolver, token: int) -> bool:
    parse, words = resolver.annotated.parse, resolver.actors.words
    for child in parse.dependents(token, "nmod:poss", "nmod"):
        if child in resolver.talk.at and (
            parse.labels[child] == "nmod:poss" or any(parse.lemmas[c] in words.owner for c in parse.dependents(child, "case"))
        ):
            return True
    return False


def _of_owner(resolver: Resolver, core: Core, owner: ActorMention) -> list[Who]:
    """The organ or office of the state of a reference: "its army", "the country's president"."""
    code = principal(owner)
    state = resolver.actors.states.get(code)
    phrase = general(core, code)
    if state is None or phrase is None:
        return [who_of(owner)] if owner.actor and not is_person(owner) else []
    return [organ_of(resolver, phrase, code)]
