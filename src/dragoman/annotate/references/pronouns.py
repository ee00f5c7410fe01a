"""Whom pronouns stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.annotate.actors.who import Who, who_of
from dragoman.annotate.references.discourse import BACK, distinct, is_person, principal
from dragoman.annotate.references.resolver import PLURAL, Resolver, keep, last_several, last_wanted, leave_open
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import VERBAL, conjuncts

PAIR = 2
# What of the mentions at a head fits a pronoun, if anything does.
Fits = Callable[[Parse, int, Sequence[ActorMention]], Sequence[ActorMention]]


def resolve_pronoun(resolver: Resolver, token: int, kind: str) -> None:
    """Keep whom a pronoun of a kind (person, thing, plural, speaker, self) stands for, or leave it open with an Issue."""
    parse = resolver.annotated.parse
    span = parse.token_span(token)
    if kind == "speaker":
        who = _speakers(resolver, token)
    elif kind == "self":
        who = [who_of(m) for m in _speaker(resolver, token)[:1]]
    elif kind == "thing" and _is_expletive(parse, token):
        return
    else:
        fits = {"person": _person_of(resolver, token), "thing": _one_body, "plural": _several}[kind]
        who = _not_itself(resolver, token, [who_of(m) for m in _antecedent(resolver, token, fits)])
        if kind == "plural" and len(who) > 1 and token in resolver.annotated.quoted_tokens:
            own = {m.actor.partition(":")[0] for m in _speaker(resolver, token) if m.actor}
            who = [one for one in who if one.actor is None or one.actor.partition(":")[0] not in own]  # who says "they" is none of them
    if who:
        keep(resolver, span, token, who)
    elif parse.labels[token].partition(":")[0] in {"nsubj", "obj", "nmod", "obl"}:
        leave_open(resolver, span)


def _not_itself(resolver: Resolver, token: int, who: list[Who]) -> list[Who]:
    """Nobody, where an object would be its own subject: "the firm disputed the ruling and appealed it"."""
    return [] if {who_of(m) for m in _own_subject(resolver, token)}.intersection(who) else who


def _own_subject(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """The subject of the verb that an object belongs to, unless the object turns back to it."""
    parse, talk = resolver.annotated.parse, resolver.talk
    if parse.labels[token] != "obj" or parse.words[token].lower() in resolver.actors.words.reflexive:
        return ()
    own = next(talk.clauses_above(token), None)
    return talk.heads_of(own) if own is not None else ()


def spoken_by(resolver: Resolver, token: int) -> int | None:
    """The "our" before a noun."""
    parse, pronouns = resolver.annotated.parse, resolver.actors.words.pronouns
    own = parse.dependents(token, "nmod:poss")
    return next((c for c in own if parse.tags[c] == "PRP$" and pronouns.get(parse.words[c].lower()) == "speaker"), None)


def _speakers(resolver: Resolver, token: int) -> list[Who]:
    """Whom "we" means: the speaker's side; outside of quotations all who issue the text; before "governments" both sides."""
    talk, named = resolver.talk, resolver.parties.named
    speaker = _speaker(resolver, token)
    quoted = token in resolver.annotated.quoted_tokens
    if not speaker and not quoted and resolver.parties.joint:
        return [talk.plain(code) for code in named]
    who = [talk.plain(principal(m)) for m in speaker[:1]]
    if not speaker and not quoted and talk.issuer is not None:
        who = [talk.issuer]
    several = resolver.annotated.parse.heads[token]
    if who and who[0].actor in named and _of_both(resolver, several):
        return [talk.plain(code) for code in named]
    return who


def _of_both(resolver: Resolver, token: int) -> bool:
    """Whether a noun is what both sides have together ("our alliance"), or a plural of which each has one ("our governments")."""
    parse, words = resolver.annotated.parse, resolver.actors.words
    if parse.lemmas[token].lower() in words.shared and not any(parse.labels[c] == "nmod" for c in parse.children[token]):
        return True
    core = resolver.cores.get(token)
    organs = core is not None and core.phrases[0].kind == "organ"
    return parse.tags[token] in PLURAL and (organs or "state" in words.nouns.get(parse.lemmas[token].lower(), ()))


def _speaker(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """Whose quoted words a token is part of: of the first that may be named as such and is an actor."""
    for subject in resolver.talk.speakers(token):
        if subject != token:
            resolver.resolve(resolver, subject)
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
    return (
        clause is not None and clause > predicate and (parse.dependent(predicate, "cop") is not None or parse.labels[token] == "nsubj:pass")
    )


def _person_of(resolver: Resolver, token: int) -> Fits:
    """What fits "he": a person whom neither the report nor the given name tells to be "she", and not who says it of another."""
    others = {_who_says(resolver, token), *(m.person or m.name for m in _own_subject(resolver, token))} - {None}
    gender = resolver.actors.words.genders.get(resolver.annotated.parse.words[token].lower())

    def fits(parse: Parse, head: int, mentions: Sequence[ActorMention]) -> Sequence[ActorMention]:
        found = _one_person(parse, head, mentions)
        name = (found[0].person or found[0].name or "") if found else ""
        if name in others:
            return ()
        born = resolver.actors.words.bearers.get(name.partition(" ")[0], gender) if gender is not None else None
        if gender is None or not found or resolver.genders.setdefault(name, born or gender) == gender:
            return found
        return ()

    return fits


def _who_says(resolver: Resolver, token: int) -> str | None:
    """The person whose whole sentences, in quotation marks, a token is part of; part of a sentence may be told of oneself."""
    text, place = resolver.annotated.document.text, resolver.annotated.parse.starts[token]
    quote = next((q.span for q in resolver.annotated.quotations if q.speech and q.span.start <= place < q.span.end), None)
    if quote is None or not text[quote.start : quote.start + 1].isupper():
        return None
    return next((m.person or m.name for m in _speaker(resolver, token)), None)


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
    """Whom a pronoun stands for: what it is joined to, the subjects above it, the subject of the sentence before."""
    parse, talk = resolver.annotated.parse, resolver.talk
    possessive = parse.tags[token] == "PRP$"
    place = parse.heads[token] if possessive else token
    first = parse.heads[place] if parse.labels[place] == "conj" and possessive else None
    if first is not None and first < token and (found := fits(parse, first, talk.at.get(first, ()))):
        return found
    if possessive and fits in {_one_body, _several} and (found := _controlling(resolver, token, fits)):
        return found
    above = _subject_above(resolver, token, place, fits)
    if above is not None:
        return above
    for subject in talk.clauses_around(token):
        if found := fits(parse, subject, talk.heads_of(subject)):
            return found
    subject = parse.labels[token].startswith("nsubj")
    main = subject and parse.heads[parse.heads[token]] == parse.heads[token]
    before = _only_before(resolver, token, fits, place) if fits is not _several and not (main and fits is _one_body) else ()
    if fits is _several and not main:
        if possessive and (found := _dealing(resolver, token)):
            return found
        if _others_between(resolver, token):
            return ()
    if main:  # the subject of a sentence takes up that of the one before rather than a name in an adjunct
        return _announcing(resolver, token, fits) or _from_before(resolver, token, fits) or before
    return before or _from_before(resolver, token, fits)


def _others_between(resolver: Resolver, token: int) -> bool:
    """Whether the sentence before a plural pronoun names several things or people that are no actors: "the attacks ... they"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    first = parse.sentences[parse.sentence_of[token]][0]
    return any(parse.tags[t] == "NNS" and t not in talk.at and parse.labels[t] != "compound" for t in range(first, token))


def _subject_above(resolver: Resolver, token: int, place: int, fits: Fits) -> Sequence[ActorMention] | None:
    """The nearest subject above a pronoun that fits; empty where what is no actor is nearer; None if neither."""
    parse, talk = resolver.annotated.parse, resolver.talk
    reflexive = parse.words[token].lower() in resolver.actors.words.reflexive
    free = place != token or reflexive or parse.labels[token].startswith("nsubj")
    own = None if free else next(talk.clauses_above(token), None)
    for subject in talk.clauses_above(token):
        if subject in {own, place, token}:
            continue
        mentions = talk.heads_of(subject)
        if found := fits(parse, subject, mentions):
            return found
        nouns = parse.tags[subject] in PLURAL if fits is _several else fits is _one_body and parse.pos[subject] in {"NOUN", "PROPN"}
        if nouns and not any(m.actor for m in mentions):
            return ()
    return None


def _announcing(resolver: Resolver, token: int, fits: Fits) -> Sequence[ActorMention]:
    """Who acts before a colon that leads to the words whose speaker a pronoun is: 'Lund asked for calm: "We must wait," she said'."""
    parse, talk, quoted = resolver.annotated.parse, resolver.talk, resolver.annotated.quoted_tokens
    for clause in parse.dependents(parse.heads[token], "ccomp", "parataxis"):
        subject = parse.dependent(clause, "nsubj")
        colon = any(parse.words[t] == ":" for t in range(clause, token) if t not in quoted)
        if subject is not None and clause < token and clause not in quoted and colon:
            return fits(parse, subject, talk.heads_of(subject))
    return ()


def _from_before(resolver: Resolver, token: int, fits: Fits) -> Sequence[ActorMention]:
    """Whom the sentences before offer: their subjects, past words that are quoted."""
    parse, talk = resolver.annotated.parse, resolver.talk
    back, quoted = BACK if fits not in {_one_body, _several} else 1, token in resolver.annotated.quoted_tokens
    for sentence in talk.earlier(token, back) if quoted else talk.told_before(token, back):
        if fits is _several and (together := _taking_part(resolver, token, sentence)):
            return together
        if fits is _several and _is_of_others(resolver, sentence):
            return ()
        if found := _of_sentence(resolver, sentence, fits, quoted=quoted):
            return found
        if not _is_quoted(resolver, sentence):
            break
    if fits is not _several or not parse.labels[token].startswith("nsubj"):
        return ()
    return last_several(resolver, token) or _taking_part(resolver, token) or _shown_together(resolver, token)


def _is_of_others(resolver: Resolver, sentence: int) -> bool:
    """Whether several persons are the subject of a sentence of whom one or more act for nobody: "Ann Hill and Bo Moe said ... They"."""
    talk, parse, private = resolver.talk, resolver.annotated.parse, resolver.speech.private
    subject = talk.main_subject(sentence)
    if subject is None:
        return False
    names = [t for t in conjuncts(parse, subject) if parse.pos[t] == "PROPN"]
    unknown = [t for t in names if not any(m.actor for m in talk.at.get(t, ()))]
    many = parse.tags[subject] in PLURAL and parse.lemmas[subject].lower() in private and not talk.heads_of(subject)
    return many or (len(names) > 1 and bool(unknown))


def _taking_part(resolver: Resolver, token: int, sentence: int | None = None) -> Sequence[ActorMention]:
    """Those who take part in what the report is about, if they have been told, or all in one sentence, if one is given."""
    parse, listed = resolver.annotated.parse, resolver.parties.listed
    if len(listed) <= PAIR or token in resolver.annotated.quoted_tokens or any(m.head > token for m in listed):
        return ()
    return listed if sentence is None or all(parse.sentence_of[m.head] == sentence for m in listed) else ()


def _shown_together(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """Those whom the title shows together, by the person or else the state of each that was named last."""
    found = []
    for code in resolver.parties.named:
        last = _last_of(resolver, token - 1, code)
        if last is None:
            return ()
        found.append(last)
    return found


def _dealing(resolver: Resolver, token: int) -> Sequence[ActorMention]:
    """The two persons of one clause, of whom one acts upon the other: "Li told Millon at the start of their meeting"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    verb = next((t for t in parse.ancestors(token) if parse.pos[t] in VERBAL), None)
    found = [m for m in talk.before(token) if m.actor and is_person(m) and parse.heads[m.head] == verb and m.head not in talk.inner]
    pair = _pair(resolver, found)
    return pair if len(pair) == len(found) else ()


def _is_quoted(resolver: Resolver, sentence: int) -> bool:
    """Whether a sentence begins or ends in another's words."""
    low, high = resolver.annotated.parse.sentences[sentence]
    quoted = resolver.annotated.quoted_tokens
    return low in quoted or high - 2 in quoted


def _controlling(resolver: Resolver, token: int, fits: Fits) -> Sequence[ActorMention]:
    """Whom a verb acts upon for what follows: "criticised Brazil for extending its list"."""
    talk, parse, links = resolver.talk, resolver.annotated.parse, resolver.actors.words.control
    for place in (parse.heads[token], *parse.ancestors(parse.heads[token])):
        if not any(parse.lemmas[c] in links for c in parse.dependents(place, "case", "mark")):
            continue
        verb = parse.heads[place]
        targets = [c for c in parse.dependents(verb, "obj", "obl", "nmod") if c < token and c != place and talk.at.get(c)]
        for target in reversed(targets):
            if found := fits(parse, target, talk.at[target]):
                return found
    return ()


def _only_before(resolver: Resolver, token: int, fits: Fits, place: int) -> Sequence[ActorMention]:
    """The one mention of the sentence before a pronoun that fits it, if there is but one."""
    talk, parse = resolver.talk, resolver.annotated.parse
    own = next(talk.clauses_above(token), None) if place == token and not parse.labels[token].startswith("nsubj") else None
    quoted = resolver.annotated.quoted_tokens
    found = {}
    for mention in talk.before(token):
        if (mention.head in quoted) != (token in quoted) or mention.head == own:
            continue
        if mention.head not in talk.inner and mention.head != place and fits(parse, mention.head, talk.at[mention.head]):
            found[mention.person or mention.actor] = mention
    return tuple(found.values()) if len(found) == 1 else ()


def _of_sentence(resolver: Resolver, sentence: int, fits: Fits, *, quoted: bool) -> Sequence[ActorMention]:
    """The subject of a sentence, if it fits; of persons also the only one, or else the last one named.

    A pronoun outside of quotation marks does not take up a person whom only the words inside of them name.
    """
    talk, parse = resolver.talk, resolver.annotated.parse
    inside = frozenset() if quoted or fits in {_one_body, _several} else resolver.annotated.quoted_tokens
    subject = talk.main_subject(sentence)
    if subject is not None and subject not in inside:
        mentions = talk.heads_of(subject)
        if found := fits(parse, subject, mentions):
            return found
        if fits is _one_body and not any(m.actor for m in mentions):
            return ()
        if fits not in {_one_body, _several} and not mentions and _is_somebody(resolver, subject):
            return ()
    end = parse.sentences[sentence][1]
    outer = [m for m in talk.before(end, sentence) if m.head not in talk.inner and m.head not in inside]
    fitting = [m for m in outer if fits(parse, m.head, talk.at[m.head])]
    if fits is _several:
        pair = _pair(resolver, outer)
        return _sides_of_report(resolver, pair) or pair
    names = {m.person or m.actor for m in fitting}
    return fitting[-1:] if len(names) == 1 else ()


def _sides_of_report(resolver: Resolver, pair: Sequence[ActorMention]) -> Sequence[ActorMention]:
    """Those whom the title shows together, where of the two in a sentence only one is of them."""
    named = resolver.parties.named
    apart = len(pair) == PAIR and len({principal(m) for m in pair} & set(named)) == 1
    return [m for code in named if (m := _last_of(resolver, pair[0].head, code)) is not None] if apart and len(named) == PAIR else ()


def _last_of(resolver: Resolver, token: int, code: str) -> ActorMention | None:
    """The person of a state, else the state, that was named last up to a token."""
    person = last_wanted(resolver, token + 1, lambda m: m.person is not None and principal(m) == code)
    return person or last_wanted(resolver, token + 1, lambda m: principal(m) == code)


def _is_somebody(resolver: Resolver, token: int) -> bool:
    """Whether a noun brings in a person who is nobody named: "a woman", "one analyst"."""
    parse, words, speech = resolver.annotated.parse, resolver.actors.words, resolver.speech
    lemma = parse.lemmas[token].lower()
    human = "human" in words.nouns.get(lemma, ()) or lemma in speech.private | speech.people
    first = {parse.words[c].lower() for c in parse.dependents(token, "det", "nummod")}
    return human and parse.tags[token] == "NN" and bool(first) and not first & words.definite


def _pair(resolver: Resolver, mentions: Sequence[ActorMention]) -> Sequence[ActorMention]:
    """The two of a sentence that deal with each other: its only two persons, else its only two actors."""
    parse = resolver.annotated.parse
    taking_part = [m for m in mentions if m.actor and parse.labels[m.head].partition(":")[0] in {"nsubj", "obj", "obl", "iobj", "conj"}]
    for some in ([m for m in taking_part if is_person(m)], taking_part):
        found = distinct(some)
        if some is taking_part and any(parse.labels[m.head] == "obj" for m in found):
            continue  # "Chad expelled Libyan envoys. They ...": not both
        if len(found) == PAIR and parse.labels[found[0].head].startswith("nsubj"):
            return found
    return ()
