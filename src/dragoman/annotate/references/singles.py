"""Whom singular nouns mean that name nobody: "the country", "the ministry", "the president", "the latter"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.annotate.actors.core import Core
from dragoman.annotate.actors.who import Who, who_of
from dragoman.annotate.references.discourse import FAR, is_person, principal
from dragoman.annotate.references.home import speaks_at_home
from dragoman.annotate.references.resolver import (
    PLURAL,
    Resolver,
    general,
    has_article,
    keep,
    last_wanted,
    leave_open,
    noun_span,
    organ_of,
    state_spoken_of,
)
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import surface_subject

OFFICIAL = frozenset({"GOV", "MIL", "LEG", "SPY", "COP"})  # sectors that speak and act for a state

POLITICIANS = frozenset({"LEG", "PTY", "ELI"})  # sectors of those whom a report calls by their party
BODIES = frozenset({"organisation", "group"})  # kinds of nouns
ARMED = "MIL"  # PLOVER's sector of armed forces
PLAIN = 2  # words: "a senior official" may be anybody's, "a foreign ministry official" is not
ALIKE = 5  # letters in which the words for an office and its organ agree ("minister", "ministry"; "defence", "defense")


def resolve_single(resolver: Resolver, token: int, kinds: frozenset[str], core: Core | None) -> None:
    """One actor: "the country", "the ministry", "the president", "the alliance"."""
    parse = resolver.annotated.parse
    span = noun_span(resolver, token)
    if core is not None:
        who = _organ_named(resolver, token, core)
        if who:
            keep(resolver, span, token, who)
        if who or not kinds & BODIES:
            return
    if parse.dependent(token, "nmod") is not None or parse.pos[token] == "PROPN":
        kinds -= {"group"}  # "the group of tourists", "the Crisis Group"
    if kinds & BODIES:
        found = None if _is_crowd(resolver, token) else last_wanted(resolver, token, lambda m: _is_body(resolver, m, kinds))
        if found is not None:
            keep(resolver, span, token, [who_of(found)])
            return
    before = [t for t in parse.dependents(token, "amod", "compound", "nmod") if t < token]
    told = {parse.words[t].lower() for t in before} - resolver.actors.words.plain_epithets
    if "state" in kinds and not parse.dependent(token, "nmod") and told <= resolver.actors.words.epithets.keys():
        code = _state_described(resolver, token, told) if told else _state_called(resolver, token)
        if code is not None:
            keep(resolver, span, token, [resolver.talk.plain(code)])
        else:
            leave_open(resolver, span)


def _is_crowd(resolver: Resolver, token: int) -> bool:
    """Whether the same noun brought in people before who are no body: "a group of former envoys wrote ... the group wrote"."""
    parse = resolver.annotated.parse
    before = (t for t in range(token) if parse.lemmas[t] == parse.lemmas[token] and t not in resolver.talk.at)
    return any(parse.tags[c] in PLURAL for t in before if not has_article(resolver, t) for c in parse.dependents(t, "nmod") if c > t)


def _is_body(resolver: Resolver, mention: ActorMention, kinds: frozenset[str]) -> bool:
    """Whether words name an organisation, or a group that stands under a state, as the noun may mean."""
    if mention.actor is None or mention.person is not None:
        return False
    organisation = mention.state is None and mention.actor not in resolver.actors.states
    return ("organisation" in kinds and organisation) or ("group" in kinds and ":" in principal(mention))


def _state_described(resolver: Resolver, token: int, told: Iterable[str]) -> str | None:
    """The state that "the Islamic republic" means: the only one that the words fit, else the last one named of those they fit."""
    fitting = frozenset.intersection(*(resolver.actors.words.epithets[word] for word in told))
    if len(fitting) == 1:
        return next(iter(fitting))
    last = last_wanted(resolver, token, lambda m: m.actor is not None and principal(m) in fitting)
    return principal(last) if last is not None else None


def _state_called(resolver: Resolver, token: int) -> str | None:
    """The state that "the country" means; "the kingdom" only one that has the word in a name."""
    if (owner := _owner_beside(resolver, token)) is not None:
        return owner
    described = resolver.actors.described.get(resolver.annotated.parse.lemmas[token])
    acting = _acting_upon(resolver, token)
    if described is None and not acting:
        return _nearest_state(resolver, token) or state_spoken_of(resolver, token)
    fitting = (described or frozenset(resolver.actors.states)) - acting
    last = last_wanted(resolver, token, lambda m: m.actor is not None and principal(m) in fitting and (m.person is None or not acting))
    return principal(last) if last is not None else None


def _acting_upon(resolver: Resolver, token: int) -> frozenset[str]:
    """The states that "the country" cannot mean, since they act upon it: "Kenya sent doctors to the country".

    Who only travels there is not at home in it: "the Chadian president was in the country last week".
    """
    parse, talk, grammar = resolver.annotated.parse, resolver.talk, resolver.actors.words.capital
    verb = parse.heads[token]
    if parse.labels[token] not in {"obj", "iobj", "obl"} or parse.pos[verb] not in {"VERB", "AUX"}:
        return frozenset()
    doer = surface_subject(parse, verb)
    moving = parse.lemmas[verb] in grammar.movement | grammar.visited | {"be"}
    acting = [m for m in talk.heads_of(doer) if m.actor] if doer is not None and doer < token else []
    return frozenset(principal(m) for m in acting if moving or not is_person(m)) & frozenset(resolver.actors.states)


def _owner_beside(resolver: Resolver, token: int) -> str | None:
    """Whose the thing before is that stands beside what "the country" owns: "Chad's raid and the country's threats"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    owned = parse.heads[token]
    if parse.labels[token] != "nmod:poss" or parse.labels[owned] != "conj":
        return None
    first = parse.heads[owned]
    above = parse.heads[first] if parse.labels[first] == "nmod" else first  # "and" may be tied to the last noun before it
    owners = [m for place in (first, above) for c in parse.dependents(place, "nmod:poss") for m in talk.at.get(c, ()) if m.actor]
    codes = {principal(m) for m in owners} & set(resolver.actors.states)
    return codes.pop() if len(codes) == 1 else None


def _organ_named(resolver: Resolver, token: int, core: Core) -> list[Who]:
    """The organ or office that "the ministry" means: one named before, else that of the state spoken of."""
    found = _same_organ(resolver, token, core) or _office_of_few(resolver, core)
    phrase = general(core, "")
    if not found and phrase is not None and core.high - core.low == 1 and _lemma(resolver, token) in resolver.actors.words.home.service:
        found = _titled(resolver, token) or _served(resolver, token)
    if not found and (served := _organ_served(resolver, token, core)) is not None:
        return [who_of(served)]
    if found or phrase is None or phrase.kind == "people":
        return found
    if phrase.sector == ARMED and (force := _force_named(resolver, token)) is not None:
        return [who_of(force)]
    code = _state_headed(resolver, token, resolver.annotated.parse.lemmas[core.low : core.high]) or _state_acting(resolver, token)
    if code is None:
        leave_open(resolver, noun_span(resolver, token))
        return []
    return [organ_of(resolver, phrase, code)]


def _force_named(resolver: Resolver, token: int) -> ActorMention | None:
    """The armed forces that the two sentences before name, if they are of one state: "the Chadian air force ... the military said"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    if talk.before(token):
        return None
    sentences = list(talk.earlier(token, 2))
    some = [
        m for s in sentences for m in talk.before(parse.sentences[s][1], s) if m.person is None and (m.actor or "").endswith(f":{ARMED}")
    ]
    return some[-1] if len({m.actor for m in some}) == 1 else None


def _state_headed(resolver: Resolver, token: int, lemmas: Sequence[str], *, here: bool = False) -> str | None:
    """The state of the minister named before whose ministry the words name: "Chad's foreign minister will go, the foreign ministry said".

    ``here`` asks only for one named in the same sentence.
    """

    def heads(mention: ActorMention) -> bool:
        office = (mention.office or "").split()
        alike = len(office) >= len(lemmas) > 0 and all(
            a[:ALIKE] == b.lower()[:ALIKE] for a, b in zip(office[-len(lemmas) :], lemmas, strict=True)
        )
        return alike and office[-1] != lemmas[-1].lower() and mention.state is not None

    found = next(filter(heads, resolver.talk.before(token)), None) if here else last_wanted(resolver, token, heads)
    return principal(found) if found is not None else None


def _lemma(resolver: Resolver, token: int) -> str:
    return resolver.annotated.parse.lemmas[token].lower()


def _titled(resolver: Resolver, token: int) -> list[Who]:
    """The person named last by the same title: "Ali Can, the spokesman of the ministry ... the spokesman"."""
    called = resolver.called.get(_lemma(resolver, token), set())
    found = last_wanted(resolver, token, lambda m: m.actor is not None and (m.person or m.name) in called)
    return [who_of(found)] if found is not None else []


def _served(resolver: Resolver, token: int) -> list[Who]:
    """The organ for which "the spokesman" speaks: the one named last as a subject in the sentences before."""
    parse, talk = resolver.annotated.parse, resolver.talk
    for sentence in talk.earlier(token, 2):
        for mention in talk.before(parse.sentences[sentence][1], sentence):
            sector = (mention.actor or "").partition(":")[2]
            if mention.person is None and sector in OFFICIAL and parse.labels[mention.head] == "nsubj":
                return [who_of(mention)]
    return []


def _served_here(resolver: Resolver, token: int) -> list[Who]:
    """The organ for which "a spokesman" speaks: the subject of the clause above ("the ministry agreed, with a spokesman saying ...").

    Else that of the sentence before.
    """
    parse, talk = resolver.annotated.parse, resolver.talk
    described = any(parse.labels[c] not in {"det", "punct", "case", "mark", "acl", "acl:relcl"} for c in parse.children[token])
    if _lemma(resolver, token) not in resolver.actors.words.home.service or described:
        return []
    says = any(parse.tags[verb] == "VBG" for verb in (parse.heads[token], *parse.dependents(token, "acl")))
    subjects = list(talk.clauses_above(token)) if says else []
    subjects += [s for number in talk.earlier(token, 1) if (s := talk.main_subject(number)) is not None]
    organs = [m for s in subjects[:1] for m in talk.heads_of(s) if (m.actor or "").partition(":")[2] in OFFICIAL and m.person is None]
    return [who_of(organs[0])] if len(organs) == 1 else []


def _state_acting(resolver: Resolver, token: int) -> str | None:
    """The state whose government or army is meant: that of the subject above, unless a person is that; else the nearest."""
    for subject in resolver.talk.clauses_above(token):
        found = {principal(m) for m in resolver.talk.heads_of(subject) if m.actor and m.person is None}
        if len(found) == 1 and found <= set(resolver.actors.states):
            return found.pop()
    return _state_told_of(resolver, token) or _nearest_state(resolver, token) or state_spoken_of(resolver, token)


def _state_told_of(resolver: Resolver, token: int) -> str | None:
    """The state of whose acts a body tells: "Chadian jets struck a camp in Niger, the army said"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    if parse.labels[token] != "nsubj":
        return None
    verb = parse.heads[token]
    after = parse.labels[verb] == "conj" and parse.words[parse.edges[token][0] - 1] == ","
    joined = [parse.heads[verb]] if after else []
    for clause in (*parse.dependents(verb, "ccomp"), *joined):  # "Chad is ready but will wait, a minister said"
        doer = surface_subject(parse, clause) if clause < token else None
        if doer is None:
            continue
        named = talk.heads_of(doer) or [m for c in parse.dependents(doer, "amod", "compound", "nmod:poss") for m in talk.at.get(c, ())]
        found = {principal(m) for m in named if m.actor and m.person is None}
        if len(found) == 1 and found <= set(resolver.actors.states):
            return found.pop()
    return None


def _organ_served(resolver: Resolver, token: int, core: Core) -> ActorMention | None:
    """The organ named last by the word before those who serve it: "Chad's trade ministry ... ministry officials said"."""
    parse, words = resolver.annotated.parse, resolver.actors.words.home
    before = [c for c in parse.dependents(token, "compound") if c < core.low]
    lemmas = [parse.lemmas[t].lower() for t in (*before, *range(core.low, core.high))]
    if len(lemmas) != PLAIN or lemmas[-1] not in words.service | words.officials:
        return None
    return organ_called(resolver, token, lemmas[0])


def organ_called(resolver: Resolver, token: int, lemma: str) -> ActorMention | None:
    """The organ of a state, or of an organisation, that was named last by a noun."""
    parse, quoted = resolver.annotated.parse, resolver.annotated.quoted_tokens

    def called(mention: ActorMention) -> bool:
        served = mention.actor is not None and mention.person is None and mention.office is None and not is_group(resolver, mention)
        return served and parse.lemmas[mention.head].lower() == lemma and (token in quoted or mention.head not in quoted)

    found = last_wanted(resolver, token, called)
    return found if found is not None and len(resolver.talk.at[found.head]) == 1 else None


def _state_commented_on(resolver: Resolver, token: int) -> str | None:
    """The state of whose act its official speaks in the same sentence: "Chad broke off the talks, with a ministry official citing ..."."""
    parse, talk = resolver.annotated.parse, resolver.talk
    speaks = [parse.heads[token]] if parse.labels[token] == "nsubj" else parse.dependents(token, "acl")
    if not any(parse.tags[verb] == "VBG" for verb in speaks):
        return None
    for subject in talk.clauses_above(token):
        found = {principal(m) for m in talk.heads_of(subject) if m.actor} & set(resolver.actors.states)
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _office_of_few(resolver: Resolver, core: Core) -> list[Who]:
    """An office that few states call so ("the Foreign Secretary"): of the issuer, or of such a state of which the report speaks most."""
    talk = resolver.talk
    states = {state for phrase in core.phrases for state in phrase.states}
    named = [code for code, _ in talk.weights.most_common() if code in states]
    most = len(named) == 1 or (len(named) > 1 and talk.weights[named[0]] >= FAR * talk.weights[named[1]])
    issuer = talk.issuer.actor if talk.issuer is not None else None
    code = issuer if issuer in states else named[0] if most else None
    phrase = next((p for p in core.phrases if code in p.states), None)
    return [organ_of(resolver, phrase, code)] if phrase is not None and code is not None else []


def resolve_bare(resolver: Resolver, token: int, core: Core) -> None:
    """Keep domestic organs and officials without an article: "Foreign Ministry officials said", "police said"."""
    parse, phrase = resolver.annotated.parse, general(core, "")
    official = phrase is not None and core.high - core.low > PLAIN and phrase.sector in OFFICIAL
    ministry = parse.lemmas[core.low : core.high - 1]  # "Chad's foreign minister will go, a foreign ministry official said"
    speaking = _state_headed(resolver, token, ministry, here=True) if official else None
    if speaking is None and phrase is not None:
        speaking = speaks_at_home(resolver.talk, token, core, phrase, resolver.speech, _state_told_of(resolver, token))
    if speaking is None and official:
        speaking = _state_told_of(resolver, token) or _state_headed(resolver, token, ministry) or _state_commented_on(resolver, token)
    if phrase is not None and (served := _organ_served(resolver, token, core)) is not None:
        keep(resolver, noun_span(resolver, token), token, [who_of(served)])
        return
    if phrase is not None and speaking is None and core.high - core.low == 1 and (whose := _served_here(resolver, token)):
        keep(resolver, noun_span(resolver, token), token, whose)
        return
    if phrase is not None and speaking is not None:
        keep(resolver, noun_span(resolver, token), token, [organ_of(resolver, phrase, speaking, unnamed=True)])
        return
    home = resolver.talk.home_of(parse.words[core.low : core.high])
    proper = parse.pos[token] == "PROPN" and core.high - core.low > 1
    within = core.within is not None and core.within.sector in OFFICIAL  # and no "company officials"
    if phrase is not None and home is not None and phrase.sector in OFFICIAL and (proper or within):
        keep(resolver, noun_span(resolver, token), token, [organ_of(resolver, phrase, home)])


def _same_organ(resolver: Resolver, token: int, core: Core) -> list[Who]:
    """The organ or office holder named before by the same words: "the ministry", "the president"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    lemma = parse.lemmas[token].lower()
    offices = {phrase.office for phrase in core.phrases if phrase.office}
    titled = resolver.called.get(lemma, set())

    quoted = resolver.annotated.quoted_tokens

    def same(mention: ActorMention) -> bool:
        if mention.head in quoted and token not in quoted:
            return False  # whom only the words of another name
        if mention.office in offices and mention.actor is not None and (mention.person is None or not titled or mention.person in titled):
            return True
        return (
            mention.actor is not None
            and mention.person is None
            and parse.lemmas[mention.head].lower() == lemma
            and mention.head != token
            and not (is_group(resolver, mention) and not offices)  # "the army" is not the People's Army that it fights
        )

    issuer = talk.issuer.actor if talk.issuer is not None and offices else None
    found = last_wanted(resolver, token, lambda m: m.state == issuer and same(m)) if issuer is not None else None
    found = found or last_wanted(resolver, token, same)
    if found is None or (len(talk.at[found.head]) > 1 and found.office not in offices):
        return []
    return [who_of(found)]


def is_group(resolver: Resolver, mention: ActorMention) -> bool:
    """Whether words name a movement or an armed group by its own name, and no entity with organs of state."""
    code = principal(mention)
    return ":" in code and code not in resolver.actors.states and mention.reach == "name"


def _nearest_state(resolver: Resolver, token: int) -> str | None:
    """The state or organ named last before a token in its sentence; that of a person is not meant by "the country"."""
    states, quoted = resolver.actors.states, resolver.annotated.quoted_tokens
    for mention in reversed(resolver.talk.before(token)):
        if mention.head in quoted and token not in quoted:
            continue  # whom only the words of another name
        if mention.actor and mention.person is None and principal(mention) in states and len(resolver.talk.at[mention.head]) == 1:
            return principal(mention)
    return None


def resolve_member(resolver: Resolver, token: int, party: ActorMention) -> None:
    """Keep the lawmaker or candidate named last whom "the Ohio Democrat" means."""
    state = party.state
    if resolver.annotated.parse.lemmas[token].lower() not in resolver.actors.words.ranks:
        return
    found = last_wanted(
        resolver, token, lambda m: m.person is not None and m.state == state and (m.actor or "").partition(":")[2] in POLITICIANS
    )
    if found is not None:
        keep(resolver, noun_span(resolver, token), token, [who_of(found)])


def resolve_ordered(resolver: Resolver, token: int) -> None:
    """Keep whom "the latter" means: the last one named in the sentence or before it; "the former" is before that."""
    parse, talk, words = resolver.annotated.parse, resolver.talk, resolver.actors.words
    if parse.labels[token] in {"amod", "compound"}:
        return
    former = parse.lemmas[token] in words.former
    for sentence in (None, *talk.earlier(token, 1)):
        outer = [m for m in talk.before(token, sentence) if m.head not in talk.inner]
        heads = list(dict.fromkeys(m.head for m in outer))
        if len(heads) > 1:
            keep(resolver, noun_span(resolver, token), token, [who_of(m) for m in talk.at[heads[-2 if former else -1]]])
            return
    leave_open(resolver, noun_span(resolver, token))
