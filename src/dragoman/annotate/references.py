"""Words that refer to actors named before: pronouns, "the two countries", "the ministry", "his Turkish counterpart"."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace

from dragoman.annotate.discourse import BACK, Discourse, at_home, distinct, is_person, principal
from dragoman.annotate.persons import name_after
from dragoman.annotate.phrases import Core, find_cores
from dragoman.annotate.who import Who, mention_of, who_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.organs import Phrase
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.text import Issue, Span

PREMODIFIERS = frozenset({"det", "nummod", "amod", "compound", "nmod", "cc"})
PLURAL = frozenset({"NNS", "NNPS"})
HEADS = ("head of state", "head of government")
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "SPY", "COP"})  # sectors that speak and act for a state
OPEN = "reference-open"


@dataclass(slots=True, kw_only=True)
class Resolver:
    """The references of one report, resolved in reading order."""

    annotated: Annotated
    actors: Actors
    talk: Discourse
    cores: dict[int, Core]
    issues: list[Issue] = field(default_factory=list)
    found: list[ActorMention] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=dict)


def resolve_references(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add a mention of reach "reference" for each actor that such words refer to. What cannot be told becomes an Issue.

    Reads actors and quotations; mentions come in text order. Raises nothing.
    """
    actors, parse = knowledge.actors, annotated.parse
    if not len(parse):
        return annotated
    annotated = at_home(annotated, actors)
    talk = Discourse(annotated, actors)
    resolver = Resolver(annotated=annotated, actors=actors, talk=talk, cores=_open_cores(annotated, actors, talk))
    _read_titles(resolver)
    for token, tag in enumerate(parse.tags):
        if tag.startswith(("PRP", "NN", "JJ")) or token in resolver.cores or parse.lemmas[token] in actors.words.numbers:
            _resolve(resolver, token)
    if not resolver.found:
        return replace(annotated, issues=annotated.issues + tuple(resolver.issues))
    replaced = {(m.head, m.span) for m in resolver.found}
    kept = [m for m in annotated.actors if (m.head, m.span) not in replaced]
    mentions = sorted([*kept, *resolver.found], key=lambda m: (m.span.start, -m.span.end, m.head))
    return replace(annotated, actors=tuple(mentions), issues=annotated.issues + tuple(resolver.issues))


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
    known = resolver.talk.at.get(token, ())
    if token in resolver.done:
        return known
    resolver.done.add(token)
    parse, words = resolver.annotated.parse, resolver.actors.words
    if parse.tags[token].startswith("PRP"):
        kind = words.pronouns.get(parse.words[token].lower())
        if kind is not None:
            _pronoun(resolver, token, kind)
    elif parse.lemmas[token].lower() in words.counterpart:
        _counterpart(resolver, token)
    elif not known and parse.lemmas[token] in words.latter | words.former and _has_article(resolver, token):
        _ordered(resolver, token)
    elif not known:
        _noun(resolver, token)
    return resolver.talk.at.get(token, ())


def _keep(resolver: Resolver, span: Span, head: int, who: Sequence[Who]) -> None:
    for one in dict.fromkeys(who):
        mention = mention_of(one, resolver.annotated.document.text, span, head, "reference")
        resolver.found.append(mention)
        resolver.talk.add(mention)


def _open(resolver: Resolver, span: Span) -> None:
    resolver.issues.append(Issue(code=OPEN, span=span, detail=f"who is meant by '{span.of(resolver.annotated.document.text)}' is not known"))


# ------------------------------------------------------------------ pronouns


def _pronoun(resolver: Resolver, token: int, kind: str) -> None:
    parse, talk = resolver.annotated.parse, resolver.talk
    span = parse.token_span(token)
    if kind == "speaker":
        speaker = _speaker(resolver, token)
        who = [talk.plain(principal(m)) for m in speaker[:1]]
        if not speaker and token not in resolver.annotated.quoted_tokens and talk.issuer is not None:
            who = [talk.issuer]
    elif kind == "thing" and _is_expletive(parse, token):
        return
    else:
        fits = {"person": _person_of(resolver, token), "thing": _one_body, "plural": _several}[kind]
        who = [who_of(m) for m in _antecedent(resolver, token, fits)]
    if who:
        _keep(resolver, span, token, who)
    elif parse.labels[token].partition(":")[0] in {"nsubj", "obj", "nmod", "obl"}:
        _open(resolver, span)


def _speaker(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """Whose quoted words a token is part of: of the first that may be named as such and is an actor."""
    for subject in resolver.talk.speakers(token):
        if subject != token:
            _resolve(resolver, subject)
        if found := [m for m in resolver.talk.at.get(subject, ()) if m.actor]:
            return found
    return ()


def _is_expletive(parse: Parse, token: int) -> bool:
    """Whether "it" stands for a clause: "it is clear that ...", "it was reported that ..."."""
    predicate = parse.heads[token]
    if parse.labels[token] == "expl":
        return True
    if not parse.labels[token].startswith("nsubj"):
        return False
    clause = parse.dependent(predicate, "ccomp", "csubj", "xcomp", "acl", "advcl")
    return clause is not None and clause > predicate and (parse.dependent(predicate, "cop") is not None or parse.labels[token] == "nsubj:pass")


Fits = Callable[[Parse, int, Sequence[ActorMention]], Sequence[ActorMention]]


def _person_of(resolver: Resolver, token: int) -> Fits:
    """What fits "he", or "she": a person of whom the report has not used the other."""
    gender = resolver.actors.words.genders.get(resolver.annotated.parse.words[token].lower())

    def fits(parse: Parse, head: int, mentions: Sequence[ActorMention]) -> Sequence[ActorMention]:
        found = _one_person(parse, head, mentions)
        name = (found[0].person or found[0].name or "") if found else ""
        if gender is None or not found or resolver.genders.setdefault(name, gender) == gender:
            return found
        return ()

    return fits


def _one_person(parse: Parse, head: int, mentions: Sequence[ActorMention]) -> Sequence[ActorMention]:
    """The one person among mentions; several of one head are an office that two may hold."""
    persons = [m for m in mentions if is_person(m) or (m.actor is None and m.name)]
    return persons if persons and len({(m.person, m.actor) for m in persons}) == 1 and parse.tags[head] not in PLURAL else ()


def _one_body(parse: Parse, head: int, mentions: Sequence[ActorMention]) -> Sequence[ActorMention]:
    """The one state, organ or organisation among mentions."""
    bodies = [m for m in mentions if not is_person(m) and m.actor is not None]
    return bodies if len(bodies) == 1 == len(mentions) and (parse.tags[head] not in PLURAL or parse.pos[head] == "PROPN") else ()


def _several(parse: Parse, head: int, mentions: Sequence[ActorMention]) -> Sequence[ActorMention]:
    """Several actors, or one of many people."""
    many = [m for m in mentions if m.actor is not None]
    return many if len(many) > 1 or (many and parse.tags[head] in PLURAL and parse.pos[head] == "NOUN") else ()


def _antecedent(resolver: Resolver, token: int, fits: Fits) -> Sequence[ActorMention]:
    """Whom a pronoun stands for: what it is coordinated with, the subjects above it, the subject of the sentence before."""
    parse, talk = resolver.annotated.parse, resolver.talk
    possessive = parse.tags[token] == "PRP$"
    place = parse.heads[token] if possessive else token
    first = parse.heads[place] if parse.labels[place] == "conj" and possessive else None
    if first is not None and first < token and (found := fits(parse, first, talk.at.get(first, ()))):
        return found
    if possessive and fits is _one_body and (found := _controlling(resolver, token)):
        return found
    reflexive = parse.words[token].lower() in resolver.actors.words.reflexive
    own = None if possessive or reflexive or parse.labels[token].startswith("nsubj") else next(talk.clauses_above(token), None)
    for subject in talk.clauses_above(token):
        if subject in {own, place, token}:
            continue
        mentions = talk.heads_of(subject)
        if found := fits(parse, subject, mentions):
            return found
        if fits is _one_body and parse.pos[subject] in {"NOUN", "PROPN"} and not any(m.actor for m in mentions):
            return ()
    for subject in talk.clauses_around(token):
        if found := fits(parse, subject, talk.heads_of(subject)):
            return found
    if fits is not _several and (found := _only_before(resolver, token, fits, place)):
        return found
    for sentence in talk.earlier(token, BACK if fits not in {_one_body, _several} else 1):
        if found := _of_sentence(resolver, sentence, fits):
            return found
        if not _is_quoted(resolver, sentence):
            break
    return _last_several(resolver, token) if fits is _several and parse.labels[token].startswith("nsubj") else ()


def _is_quoted(resolver: Resolver, sentence: int) -> bool:
    """Whether a sentence is another's words from beginning to end, or has but a pronoun for its subject that is not resolved."""
    low, high = resolver.annotated.parse.sentences[sentence]
    quoted = resolver.annotated.quoted_tokens
    return low in quoted or high - 2 in quoted


def _last_several(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """The last words for several actors at once ("the two leaders") in the two sentences before."""
    talk = resolver.talk
    for sentence in talk.earlier(token, 2):
        for mention in reversed(talk.before(resolver.annotated.parse.sentences[sentence][1], sentence)):
            if len(talk.at[mention.head]) > 1 and mention.reach == "reference":
                return talk.at[mention.head]
    return ()


def _controlling(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """Whom a verb acts upon for what follows: "criticised Brazil for extending its list", "imposed costs on Russia for its raid"."""
    talk, parse, links = resolver.talk, resolver.annotated.parse, resolver.actors.words.control
    for place in (parse.heads[token], *parse.ancestors(parse.heads[token])):
        if not any(parse.lemmas[c] in links for c in parse.dependents(place, "case", "mark")):
            continue
        verb = parse.heads[place]
        targets = [c for c in parse.dependents(verb, "obj", "obl", "nmod") if c < token and c != place and talk.at.get(c)]
        for target in reversed(targets):
            if found := _one_body(parse, target, talk.at[target]):
                return found
    return ()


def _only_before(resolver: Resolver, token: int, fits: Fits, place: int) -> Sequence[ActorMention]:
    """The one mention of the sentence before a pronoun that fits it, if there is but one."""
    talk, parse = resolver.talk, resolver.annotated.parse
    subject = parse.labels[token].startswith("nsubj")
    if subject and (fits is _one_body or parse.heads[parse.heads[token]] == parse.heads[token]):
        return ()
    quoted = resolver.annotated.quoted_tokens
    found = {}
    for mention in talk.before(token):
        if (mention.head in quoted) != (token in quoted):
            continue
        if mention.head not in talk.inner and mention.head != place and fits(parse, mention.head, talk.at[mention.head]):
            found[mention.person or mention.actor] = mention
    return tuple(found.values()) if len(found) == 1 else ()


def _of_sentence(resolver: Resolver, sentence: int, fits: Fits) -> Sequence[ActorMention]:
    """The subject of a sentence, if it fits; of persons also the only one, or else the last one named."""
    talk, parse = resolver.talk, resolver.annotated.parse
    subject = talk.main_subject(sentence)
    if subject is not None:
        mentions = talk.heads_of(subject)
        if found := fits(parse, subject, mentions):
            return found
        if fits is _one_body and not any(m.actor for m in mentions):
            return ()
    end = parse.sentences[sentence][1]
    outer = [m for m in talk.before(end, sentence) if m.head not in talk.inner]
    fitting = [m for m in outer if fits(parse, m.head, talk.at[m.head])]
    if fits is _several:
        return _pair(resolver, outer)
    names = {m.person or m.actor for m in fitting}
    return fitting[-1:] if len(names) == 1 else ()


def _pair(resolver: Resolver, mentions: Sequence[ActorMention]) -> Sequence[ActorMention]:
    """The two of a sentence that deal with each other: its only two persons, else its only two actors, as subject and object."""
    parse = resolver.annotated.parse
    taking_part = [m for m in mentions if m.actor and parse.labels[m.head].partition(":")[0] in {"nsubj", "obj", "obl", "iobj", "conj"}]
    for some in ([m for m in taking_part if is_person(m)], taking_part):
        found = distinct(some)
        if len(found) == 2 and parse.labels[found[0].head].startswith("nsubj"):
            return found
    return ()


# ------------------------------------------------------------------ nouns


def _has_article(resolver: Resolver, token: int) -> bool:
    parse, words = resolver.annotated.parse, resolver.actors.words
    return any(parse.words[c].lower() in words.definite for c in parse.dependents(token, "det", "det:predet", "cc:preconj"))


def _number(resolver: Resolver, token: int) -> int | None:
    """How many a plural speaks of: "the two countries", "both sides"; None if it does not say."""
    parse, numbers = resolver.annotated.parse, resolver.actors.words.numbers
    for child in parse.children[token]:
        if child < token and parse.words[child].lower() in numbers:
            return numbers[parse.words[child].lower()]
    return None


def _span(resolver: Resolver, token: int) -> Span:
    """The noun phrase up to its head: from its first plain modifier."""
    parse = resolver.annotated.parse
    low = min([token, *(c for c in parse.children[token] if c < token and parse.labels[c].partition(":")[0] in PREMODIFIERS and parse.pos[c] != "PUNCT" and parse.labels[c] != "cc")])
    return parse.span(low, token + 1)


def _noun(resolver: Resolver, token: int) -> None:
    """Common nouns: several states or persons, one state, an organ or office named before."""
    parse, words, talk = resolver.annotated.parse, resolver.actors.words, resolver.talk
    lemma = parse.lemmas[token].lower()
    kinds, core = words.nouns.get(lemma, frozenset()), resolver.cores.get(token)
    if not kinds and core is None:
        if lemma in words.short and _has_article(resolver, token):
            _short_name(resolver, token)
        if lemma in words.numbers and parse.labels[token].partition(":")[0] in {"nsubj", "obj", "obl", "nmod"} and _has_article(resolver, token):
            _plural(resolver, token, words.numbers[lemma], frozenset({"side"}), None)
        return
    if parse.dependent(token, "amod", "compound") is not None and any(talk.at.get(c) for c in parse.dependents(token, "amod", "compound", "nmod:poss")) and core is None:
        return
    owners = [m for child in parse.dependents(token, "nmod:poss", "nmod") if child in talk.at or _is_reference(resolver, child) for m in _resolve(resolver, child) if m.actor]
    if core is not None and owners and _belongs(resolver, token):
        _keep(resolver, _span(resolver, token), token, [one for m in owners if m.reach == "reference" for one in _of_owner(resolver, core, m)])
        return
    if any(parse.lemmas[c] == "of" for child in parse.dependents(token, "nmod") if child > (core.high - 1 if core else token) for c in parse.dependents(child, "case")):
        return  # "the leaders of the National Association": others than those spoken of
    number = _number(resolver, token)
    low = core.low if core is not None else token
    plain = not any(child < low for child in parse.dependents(token, "amod", "compound", "nmod"))
    if parse.tags[token] in PLURAL and _has_article(resolver, token) and (number or plain):
        _plural(resolver, token, number, kinds, core)
    elif parse.tags[token] not in PLURAL and _has_article(resolver, token):
        if not _short_name(resolver, token):
            _single(resolver, token, kinds, core)
    elif core is not None and not _has_article(resolver, token):
        _bare(resolver, token, core)


def _short_name(resolver: Resolver, token: int) -> bool:
    """ "The North" in a report on the Koreas: a short name that holds where the state has been named in full."""
    parse, short = resolver.annotated.parse, resolver.actors.words.short.get(resolver.annotated.parse.lemmas[token].lower())
    if short is None or parse.labels[token] in {"compound", "amod"} or not parse.words[token][:1].isupper() or parse.dependent(token, "nmod", "compound") is not None:
        return False
    code, beside = short
    if not any(resolver.talk.weights[other] > 1 for other in beside):
        return False
    _keep(resolver, parse.token_span(token), token, [resolver.talk.plain(code)])
    return True


def _is_reference(resolver: Resolver, token: int) -> bool:
    parse, words = resolver.annotated.parse, resolver.actors.words
    return parse.tags[token] == "PRP$" or (parse.lemmas[token].lower() in words.nouns and (_has_article(resolver, token) or _number(resolver, token) is not None))


def _belongs(resolver: Resolver, token: int) -> bool:
    parse, words = resolver.annotated.parse, resolver.actors.words
    for child in parse.dependents(token, "nmod:poss", "nmod"):
        if child in resolver.talk.at and (parse.labels[child] == "nmod:poss" or any(parse.lemmas[c] in words.owner for c in parse.dependents(child, "case"))):
            return True
    return False


def _of_owner(resolver: Resolver, core: Core, owner: ActorMention) -> list[Who]:
    """The organ or office of the state of a reference: "its army", "the country's president"."""
    code = principal(owner)
    state = resolver.actors.states.get(code)
    phrase = _general(core, code)
    if state is None or phrase is None:
        return [who_of(owner)] if owner.actor and not is_person(owner) else []
    return [_organ(resolver, phrase, code)]


def _general(core: Core, state: str) -> Phrase | None:
    return next((p for p in core.phrases if state in p.states), None) or next((p for p in core.phrases if not p.states), None)


def _organ(resolver: Resolver, phrase: Phrase, code: str, *, unnamed: bool = False) -> Who:
    """The organ or office of a state; who holds the office is said too, unless the word leaves open which office it is."""
    state = resolver.actors.states[code]
    actor = code if ":" in code else f"{code}:{phrase.sector}"
    if phrase.office is None:
        name = (phrase.name or "").format(state=state.name, adjective=state.adjective)
        return Who(actor=actor, state=code.partition(":")[0], name=name or None)
    person = None if unnamed else _in_office(resolver, code, (phrase.office,))
    return Who(actor=actor, state=code.partition(":")[0], name=person or f"{state.adjective} {phrase.office}", person=person, office=phrase.office)


def _in_office(resolver: Resolver, code: str, offices: Sequence[str]) -> str | None:
    """Who holds an office of a state on the day of the report, if the tables know exactly one."""
    day = resolver.annotated.document.published
    if day is None:
        return None
    held = {term.person for office in offices for term in resolver.actors.in_office.get((code, office), ()) if term.held_on(day)}
    return next(iter(held)) if len(held) == 1 else None


def _plural(resolver: Resolver, token: int, number: int | None, kinds: frozenset[str], core: Core | None) -> None:
    """Several actors at once: "the two countries", "both sides", "the two presidents", "the two armies"."""
    parse = resolver.annotated.parse
    if number is None and parse.tags[token] == "NNPS":
        return  # "the People's Republic"
    phrase = _general(core, "") if core is not None else None
    span = _span(resolver, token)
    if phrase is not None and phrase.kind == "people" and not kinds:
        return
    who: list[Who] = []
    if phrase is not None and number is None and phrase.office is None:
        who = _same_organs(resolver, token, phrase)
        if who:
            _keep(resolver, span, token, who)
        return
    if (phrase is not None and phrase.office) or kinds == {"person"}:
        offices = {p.office for p in core.phrases if p.office} if core else set(HEADS)
        who = _persons_before(resolver, token, number, offices, phrase is None or parse.lemmas[token] in resolver.actors.words.nouns)
    if not who:
        states = _group(resolver, token, number, states_only="side" not in kinds)
        if phrase is not None and not kinds & {"state", "side"}:
            who = [_organ(resolver, phrase, code, unnamed=bool(kinds)) for code in states if code in resolver.actors.states]
        elif kinds == {"person"}:
            who = [Who(actor=f"{code}:GOV", state=code, name=None) for code in states if code in resolver.actors.states]
        else:
            who = [resolver.talk.plain(code) for code in states]
    if len(who) > 1:
        _keep(resolver, span, token, who)
    elif kinds or number:
        _open(resolver, span)


def _same_organs(resolver: Resolver, token: int, phrase: Phrase) -> list[Who]:
    """The organs or people named last by the same word, or several of the same kind at once: "the two armies ... the armed forces"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    lemma = parse.lemmas[token].lower()
    found = _last(resolver, token, lambda m: m.actor is not None and m.person is None and parse.lemmas[m.head].lower() == lemma)
    if found is None:
        several = _last_several(resolver, token)
        return [who_of(m) for m in several if (m.actor or "").endswith(f":{phrase.sector}")]
    return [who_of(m) for m in talk.at[found.head]]


def _persons_before(resolver: Resolver, token: int, number: int | None, offices: Container[str | None], any_head: bool) -> list[Who]:
    """The persons of different states named last, as many as are spoken of."""
    talk = resolver.talk
    found: dict[str, Who] = {}
    for sentence in (None, *talk.earlier(token, BACK)):
        some = talk.before(token, sentence)
        for mention in some:
            if mention.person and mention.actor and (mention.office in offices or (any_head and mention.office)):
                found.setdefault(principal(mention), who_of(mention))
        if number is None and len(found) > 1:
            return list(found.values())
        if number is not None and len(found) >= number:
            return list(found.values()) if len(found) == number else []
    return []


def _group(resolver: Resolver, token: int, number: int | None, *, states_only: bool) -> list[str]:
    """The states (and organisations and groups) that a plural means, by code: those spoken of together last, else the main ones."""
    talk, states = resolver.talk, resolver.actors.states
    size = number or 2
    current: list[str] = []
    main = talk.main_states(size)
    for sentence in (None, *talk.earlier(token, BACK)):
        codes = [principal(m) for m in distinct(talk.before(token, sentence))]
        codes = [code for code in dict.fromkeys(codes) if not states_only or code in states]
        if sentence is None:
            current = codes
        if len(codes) == size and set(current) <= set(codes):
            return codes
        if number is None and len(codes) > 2 and set(current) <= set(codes):
            return codes if not main or not set(main) <= set(codes) else main
        if len(codes) > size and main and set(main) <= set(codes):
            return main
    return main if number is not None and set(current) <= set(main) else []


def _single(resolver: Resolver, token: int, kinds: frozenset[str], core: Core | None) -> None:
    """One actor: "the country", "the ministry", "the president", "the alliance"."""
    parse = resolver.annotated.parse
    span = _span(resolver, token)
    if core is not None:
        who = _same_organ(resolver, token, core) or _office_of_few(resolver, core)
        if not who and (phrase := _general(core, "")) is not None and phrase.kind != "people":
            code = _state_spoken_of(resolver, token)
            who = [_organ(resolver, phrase, code)] if code is not None else []
            if not who:
                _open(resolver, span)
        if who:
            _keep(resolver, span, token, who)
        if who or "organisation" not in kinds:
            return
    if "organisation" in kinds:
        found = _last(resolver, token, lambda m: m.actor is not None and m.state is None and m.person is None and m.actor not in resolver.actors.states)
        if found is not None:
            _keep(resolver, span, token, [who_of(found)])
            return
    if "state" in kinds and not any(parse.dependents(token, "amod", "compound", "nmod")):
        lemma = parse.lemmas[token]
        described = {code for code, state in resolver.actors.states.items() if lemma in state.words}
        if described:
            last = _last(resolver, token, lambda m: m.actor is not None and principal(m) in described)
            code = principal(last) if last is not None else None
        else:
            code = _nearest_state(resolver, token) or _state_spoken_of(resolver, token)
        if code is not None:
            _keep(resolver, span, token, [resolver.talk.plain(code)])
        else:
            _open(resolver, span)


def _office_of_few(resolver: Resolver, core: Core) -> list[Who]:
    """An office that only some states call so ("the Foreign Secretary"): of the issuer, or of the only such state in the report."""
    talk = resolver.talk
    states = {state for phrase in core.phrases for state in phrase.states}
    named = [code for code in talk.weights if code in states]
    issuer = talk.issuer.actor if talk.issuer is not None else None
    code = issuer if issuer in states else named[0] if len(named) == 1 else None
    phrase = next((p for p in core.phrases if code in p.states), None)
    return [_organ(resolver, phrase, code)] if phrase is not None and code is not None else []


def _bare(resolver: Resolver, token: int, core: Core) -> None:
    """Domestic organs and officials without an article: "Foreign Ministry officials said", "Administration officials"."""
    parse, phrase = resolver.annotated.parse, _general(core, "")
    home = resolver.talk.home
    proper = parse.pos[token] == "PROPN" and core.high - core.low > 1
    if phrase is not None and home is not None and phrase.sector in OFFICIAL and (proper or core.within is not None):
        _keep(resolver, _span(resolver, token), token, [_organ(resolver, phrase, home)])


def _last(resolver: Resolver, token: int, wanted: Callable[[ActorMention], bool]) -> ActorMention | None:
    """The mention that is wanted in the sentence of a token or those before it: of each, the subject before the last one."""
    talk, parse = resolver.talk, resolver.annotated.parse
    for sentence in (None, *range(parse.sentence_of[token] - 1, -1, -1)):
        found = [mention for mention in talk.before(token, sentence) if wanted(mention)]
        if found:
            return next((m for m in found if parse.labels[m.head].startswith("nsubj")), found[-1])
    return None


def _same_organ(resolver: Resolver, token: int, core: Core) -> list[Who]:
    """The organ or office holder named before by the same words: "the ministry", "the president"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    lemma = parse.lemmas[token].lower()
    offices = {phrase.office for phrase in core.phrases if phrase.office}
    titled = resolver.called.get(lemma, set())

    def same(mention: ActorMention) -> bool:
        if mention.office in offices and mention.actor is not None and (mention.person is None or not titled or mention.person in titled):
            return True
        return mention.actor is not None and mention.person is None and parse.lemmas[mention.head].lower() == lemma and mention.head != token

    issuer = talk.issuer.actor if talk.issuer is not None and offices else None
    found = _last(resolver, token, lambda m: m.state == issuer and same(m)) if issuer is not None else None
    found = found or _last(resolver, token, same)
    if found is None or (len(talk.at[found.head]) > 1 and found.office not in offices):
        return []
    return [who_of(found)]


def _nearest_state(resolver: Resolver, token: int) -> str | None:
    """The state or organ named last before a token in its sentence; that of a person is not meant by "the country"."""
    states = resolver.actors.states
    for mention in reversed(resolver.talk.before(token)):
        if mention.actor and not is_person(mention) and principal(mention) in states and len(resolver.talk.at[mention.head]) == 1:
            return principal(mention)
    return None


def _state_spoken_of(resolver: Resolver, token: int) -> str | None:
    """The state that a sentence and the one before it speak of: the only one, else that of the subject; None if neither tells."""
    talk, states = resolver.talk, resolver.actors.states
    subjects = [talk.heads_of(s) for s in talk.clauses_above(token)]
    for sentence in (None, *talk.earlier(token, 1)):
        codes = {principal(m) for m in talk.before(token if sentence is None else resolver.annotated.parse.sentences[sentence][1], sentence) if m.actor} & set(states)
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


def _ordered(resolver: Resolver, token: int) -> None:
    """ "The latter": the last one named before in the sentence, or in the one before it; "the former": the first of the last two."""
    parse, talk, words = resolver.annotated.parse, resolver.talk, resolver.actors.words
    if parse.labels[token] in {"amod", "compound"}:
        return
    former = parse.lemmas[token] in words.former
    for sentence in (None, *talk.earlier(token, 1)):
        outer = [m for m in talk.before(token, sentence) if m.head not in talk.inner]
        heads = list(dict.fromkeys(m.head for m in outer))
        if len(heads) > 1:
            _keep(resolver, _span(resolver, token), token, [who_of(m) for m in talk.at[heads[-2 if former else -1]]])
            return
    _open(resolver, _span(resolver, token))


def _counterpart(resolver: Resolver, token: int) -> None:
    """Who holds the same office elsewhere: "his Turkish counterpart Recep Tayyip Erdogan"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    states = [m for c in parse.dependents(token, "amod", "compound", "nmod:poss") if parse.tags[c] != "PRP$" for member in (c, *parse.dependents(c, "conj")) for m in talk.at.get(member, ())]
    model = _counterpart_of(resolver, token)
    named = [m for some in talk.at.values() for m in some if m.person and m.span.start == parse.ends[token] + 1]
    head = parse.heads[token] if named and parse.heads[token] == named[0].head else token
    low = parse.tokens_in(_span(resolver, token))[0]
    if named:
        _rename(resolver, named[0], parse.span(low, token + 1), head)
        return
    office = model.office if model else None
    offices = (office,) if office else HEADS
    end = name_after(parse, token + 1, ()) if token + 1 < len(parse) else token + 1
    written = parse.span(token + 1, end).of(resolver.annotated.document.text) if end > token + 1 else None
    who = []
    for mention in states:
        code = principal(mention)
        person = _in_office(resolver, code, offices) if code in resolver.actors.states and office else None
        if written is not None and (person is None or not set(written.lower().split()) & set(person.lower().split())):
            person = written
        actor = f"{code}:GOV" if code in resolver.actors.states and ":" not in code else mention.actor
        who.append(Who(actor=actor, state=mention.state, name=person or mention.name, person=person, office=office))
    if who:
        _keep(resolver, parse.span(low, max(end, token + 1)), token, who)
    elif not talk.at.get(token):
        _open(resolver, parse.span(low, token + 1))


def _counterpart_of(resolver: Resolver, token: int) -> ActorMention | None:
    """The person of the pronoun before "counterpart", else the last person named."""
    parse = resolver.annotated.parse
    for child in parse.dependents(token, "nmod:poss"):
        if parse.tags[child] == "PRP$":
            found = _resolve(resolver, child)
            if found:
                return found[0]
    return _last(resolver, token, lambda m: m.office is not None)


def _rename(resolver: Resolver, person: ActorMention, words: Span, head: int) -> None:
    """Widen the mention of a person by the words before it, so that both are one."""
    span = Span(min(words.start, person.span.start), max(words.end, person.span.end))
    _keep(resolver, span, head, [who_of(person)])
