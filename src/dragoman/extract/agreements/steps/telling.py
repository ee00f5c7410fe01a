"""Steps in the lives of agreements: verbs and nouns of signing, ratifying, breaking, leaving, with who takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.naming.names import Naming
from dragoman.extract.agreements.naming.sides import is_help, is_of_firms, is_private, noun_lemma, noun_of
from dragoman.extract.agreements.steps.outlook import entry_awaited, governor, nominal_mark, notional, only_thought_of, stage_told
from dragoman.extract.agreements.steps.slots import Reference
from dragoman.extract.grammar import actors_of, owners_of
from dragoman.extract.pair import PAIR, acting_in, main_pair
from dragoman.extract.parties import public, states_of
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.knowledge.rows.phrases import SUBJECT, Pattern
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, Mark
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, direct_object, obliques, preposition, subject

BROKEN = "violated"
ENDED, EXTENDED = "terminated", "extended"
IN_FORCE = "in force"
PROPOSED, NEGOTIATED, AGREED = "proposed", "negotiated", "agreed"
BY_HAND = frozenset({"signed", "initialled"})  # stages that persons take, at a place
SHARED = frozenset({"negotiated", "implemented"})  # stages of a treaty of many that those who speak of it together take part in
OWN = frozenset({"terminated", "extended", "suspended"})  # stages that only those take whose agreement it is


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMention:
    """One place where a step is told. ``takers`` take it; ``mediators`` bring it about; ``mark`` is its modality.

    ``private`` is True where somebody who is no state makes it; ``company`` are those of the takers "with" whom it was taken.
    ``existence`` is True where the name alone, or a sign beside it, lets know of it, ``thought`` where its making is only thought of.
    """

    token: int
    stage: str
    agreement: Agreement
    naming: Naming
    takers: tuple[ActorMention, ...]
    mediators: tuple[ActorMention, ...]
    mark: Mark | None
    rule: str
    private: bool = False
    company: tuple[ActorMention, ...] = ()
    existence: bool = False
    thought: bool = False

    @property
    def told_as(self) -> str:
        """The stage that its words tell, whatever became of it: of a refusal to sign, that of signing."""
        return self.rule.split("/")[1]


def find_steps(annotated: Annotated, words: Agreements, at: dict[int, tuple[Naming, Agreement]]) -> Iterator[StepMention]:
    """All steps told, in text order; one trigger may tell a step of several agreements."""
    parse = annotated.parse
    reference = Reference(annotated, words, at)
    for token, lemma in enumerate(parse.lemmas):
        word = lemma if parse.pos[token] in {"VERB", "AUX"} else lemma.lower()
        if parse.pos[token] == "VERB" or (parse.pos[token] == "AUX" and parse.labels[token] != "aux") or _is_said(parse, token):
            for pattern in (*words.verbs.get(word, ()), *words.mediated.get(word, ())):
                yield from _verbal(reference, token, pattern, mediated=pattern in words.mediated.get(word, ()))
        elif parse.pos[token] in {"NOUN", "PROPN"}:
            for pattern in words.nominal.get(word, ()):
                yield from _nominal(reference, token, pattern)


# ---------------------------------------------------------------- verbs


def _is_said(parse: Parse, token: int) -> bool:
    """Whether an adjective is a predicate: "they are close to a deal", "they seem close to one"."""
    return parse.pos[token] == "ADJ" and (parse.dependent(token, "cop") is not None or parse.labels[token] == "xcomp")


def _verbal(reference: Reference, verb: int, pattern: Pattern, *, mediated: bool) -> Iterator[StepMention]:
    annotated, words = reference.annotated, reference.words
    named = reference.of_verb(verb, pattern)
    if not named or _is_other_act(reference, verb, pattern):
        return
    subject_slot = pattern.slots[0][1] == SUBJECT
    takers = () if subject_slot else _takers(annotated, verb, words)
    for naming, agreement in named:
        known = states_of((*takers, *naming.parties))
        if (naming.bare and not naming.plural and not known) or (pattern.texts and len(known) < PAIR):
            continue
        stage, mark = stage_told(annotated, verb, pattern, naming, words)
        if pattern.head in words.words["standing.words"] and naming.indefinite:
            continue  # "is committed to a deal": there is none yet
        if pattern.head in words.words["negotiating.spoken"] and _is_made(annotated, agreement, takers):
            continue
        thought = only_thought_of(annotated.parse, naming, mark, stage, words)
        if thought and _is_talked_of(annotated, verb, stage, pattern, (naming, agreement, takers), words):
            stage, mark = NEGOTIATED, None  # "hopes that they will reach a deal": they talk, if nothing else is told
        elif thought or (naming.vague and not _is_done(stage, mark, known, words)):
            continue
        helpers = takers if mediated or _are_others(stage, takers, naming, agreement, words) else ()
        yield StepMention(
            token=verb,
            stage=stage,
            agreement=agreement,
            naming=naming,
            takers=() if helpers else takers,
            mediators=(*helpers, *naming.brokers, *_helpers(annotated, verb, words)),
            mark=mark,
            rule=f"steps/{pattern.code}/{pattern.head}",
            private=not subject_slot
            and (_is_private(annotated, verb, stage, takers, words) or _is_with_firm(annotated, verb, naming, words)),
            company=_company(annotated, verb, words),
            thought=thought,
        )
        if takers and not helpers and not thought:
            yield from _gapped(annotated, verb, takers, (stage, naming, agreement, mark, f"steps/{pattern.code}/{pattern.head}"))


def _is_other_act(reference: Reference, verb: int, pattern: Pattern) -> bool:
    """Whether only a promise is renewed, another's purpose told, or one compared with all ("the worst ever made")."""
    parse, words = reference.annotated.parse, reference.words
    if any(parse.lemmas[c].lower() in words.words["unfinished.comparing"] for c in parse.dependents(verb, "advmod")):
        return True
    if pattern.code == EXTENDED:
        return _is_pledge(parse, verb, words)
    return pattern.code == ENDED and _is_successor(parse, verb, reference.at, words.words["name.company"])


def _is_talked_of(
    annotated: Annotated,
    verb: int,
    stage: str,
    pattern: Pattern,
    named: tuple[Naming, Agreement, tuple[ActorMention, ...]],
    words: Agreements,
) -> bool:
    """Whether two, who are known, are only thought of making an agreement together: "hopes that they will reach a deal"."""
    naming, agreement, takers = named
    treaty, published = agreement.treaty, annotated.document.published or ""
    known = frozenset(agreement.parties)
    if treaty is None:
        two = frozenset(main_pair(annotated))
        known |= states_of(takers)
        known |= two if known and known <= two else frozenset()  # "Chad wants to make a deal", in a report on Chad and Niger
    between = len(treaty.parties) if treaty is not None and published < (treaty.signed or "9999") else len(known)
    urged = annotated.parse.lemmas[annotated.parse.heads[verb]] in words.words["unfinished.urging"]
    alone = pattern.head in words.words["negotiating.alone"]
    open_ = treaty is None and notional(annotated.parse, naming, words) is not None  # "takes whatever deal is reached"
    return stage == AGREED and not (alone or urged or open_ or naming.vague) and between >= PAIR


def _is_pledge(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether who renews does so only with a promise: "renewed its commitment to the treaty" prolongs none."""
    held = direct_object(parse, verb)
    return held is not None and noun_lemma(parse, held) in words.words["standing.words"]


def _is_successor(parse: Parse, verb: int, at: dict[int, tuple[Naming, Agreement]], by: frozenset[str]) -> bool:
    """Whether it is only said what another is for: "a peace treaty to replace the armistice" ends nothing yet.

    ``by`` are the prepositions after which the other stands: "talks on replacing the armistice with a treaty".
    """
    if parse.tags[verb] in {"VB", "VBG"} and any(noun in at for word, noun in obliques(parse, verb) if word in by):
        return True
    if parse.tags[verb] != "VB" or parse.labels[verb] not in {"acl", "acl:relcl", "advcl"}:
        return False
    above = parse.heads[verb]
    if parse.edges[verb][0] - 1 in at:
        return True
    return above in at or any(made in at and made < verb for made in parse.dependents(above, "obj", "nsubj:pass"))


def _gapped(
    annotated: Annotated, verb: int, takers: tuple[ActorMention, ...], told: tuple[str, Naming, Agreement, Mark | None, str]
) -> Iterator[StepMention]:
    """Those who did the same on another day, without the verb: "Chad approved the pact in May and the Nigerien parliament in June"."""
    parse = annotated.parse
    stage, naming, agreement, mark, rule = told
    end = parse.sentences[parse.sentence_of[verb]][1]
    dated = next((t for t in range(verb + 1, end) if annotated.dates_at.get(t)), end)
    for token in range(dated + 1, end):
        if parse.pos[token] in {"VERB", "AUX"} or parse.words[token] == ";":
            return
        if parse.pos[token] != "CCONJ":
            continue
        others, date = _clause_of_dates(annotated, token + 1, end)
        if others and date and not states_of(others) & states_of(takers):
            yield StepMention(
                token=date, stage=stage, agreement=agreement, naming=naming, takers=others, mediators=(), mark=mark, rule=rule
            )
        return


def _clause_of_dates(annotated: Annotated, low: int, end: int) -> tuple[tuple[ActorMention, ...], int]:
    """The actors of a noun phrase that begins at ``low``, and the head of the date right after it; 0 for none."""
    parse = annotated.parse
    found: list[ActorMention] = []
    for token in range(low, end):
        if annotated.dates_at.get(token) and found:
            return public(found), token
        if parse.pos[token] not in {"DET", "ADJ", "NOUN", "PROPN", "PART", "ADP", "NUM"}:
            break
        found += annotated.actors_at.get(token, ())
    return (), 0


def _is_made(annotated: Annotated, agreement: Agreement, takers: tuple[ActorMention, ...]) -> bool:
    """Whether others than its parties speak of a well-known agreement that was signed before: nobody negotiates it."""
    treaty, published = agreement.treaty, annotated.document.published
    signed = treaty is not None and treaty.signed is not None and published is not None and treaty.signed <= published
    return signed and treaty is not None and len(states_of(takers) & treaty.states) < PAIR


def _is_done(stage: str, mark: Mark | None, known: frozenset[str], words: Agreements) -> bool:
    """Whether two make agreements of a class, and not only speak of it: "Chad and Niger signed trade deals"."""
    return words.stages[stage].mutual and stage != "negotiated" and len(known) >= PAIR and (mark is None or mark.modality == "planned")


def _are_others(stage: str, takers: tuple[ActorMention, ...], naming: Naming, agreement: Agreement, words: Agreements) -> bool:
    """Whether those who bring about an agreement are not those it is between: "Qatar sealed the truce between Chad and Niger"."""
    elsewhere = () if stage in BY_HAND else agreement.namings  # who signs signs what is his: another's is another
    bound = next((n.states for n in (naming, *elsewhere) if n.closed), None)
    return bool(takers) and bound is not None and words.stages[stage].mutual and not states_of(takers) & bound


def _takers(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Who does it, and with whom: "signed with Chile", "signed between the governments of Chile and Peru"."""
    found = () if _is_of_firms(annotated, verb, words) else _subject_actors(annotated, verb, words)
    for word, noun in obliques(annotated.parse, verb):
        if is_private(annotated, noun, words.words) or noun_of(annotated.parse, noun, words.nouns) in words.nouns:
            continue
        if is_help(annotated.parse, noun, words.words):
            continue
        if word in words.words["name.both"] or word in words.words["name.open"]:
            found += actors_of(annotated, noun)
    return public(dict.fromkeys(found or _meeting(annotated, verb, words)))


def _helpers(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """With whose help it is done: "signed a truce with the mediation of Chad"."""
    nouns = (noun for word, noun in obliques(annotated.parse, verb) if word in words.words["name.open"])
    return public(m for noun in nouns if is_help(annotated.parse, noun, words.words) for m in actors_of(annotated, noun))


def _meeting(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Those of whom it is said that they met to do it: "agreements reached at the meeting of Chad and Niger"."""
    parse, lists = annotated.parse, words.words
    places = (noun for word, noun in obliques(parse, verb) if word in lists["name.during"])
    meetings = (noun for noun in places if noun_lemma(parse, noun) in lists["negotiating.meetings"])
    members = [other for noun in meetings for word, other in obliques(parse, noun) if word in lists["name.both"]]
    found = [m for member in members for m in actors_of(annotated, member)]
    return tuple(found) if len(states_of(found)) >= PAIR else ()


def _by_others(annotated: Annotated, verb: int, takers: tuple[ActorMention, ...], words: Agreements) -> bool:
    """Whether a name that is no state's does it, or it is done with one: firms, unions, creditors."""
    parse = annotated.parse
    doer = subject(parse, verb)
    if doer is not None and not takers and parse.pos[doer] == "PROPN" and not annotated.actors_at.get(doer):
        return True
    if _is_of_firms(annotated, verb, words) or is_of_firms(parse, verb, frozenset()):
        return True
    return any(
        word in words.words["name.open"] and (is_private(annotated, noun, words.words) or not public(actors_of(annotated, noun)))
        for word, noun in obliques(parse, verb)
        if parse.pos[noun] in {"NOUN", "PROPN"} and noun_of(parse, noun, words.nouns) not in words.nouns and noun not in annotated.dates_at
    )


def _is_private(annotated: Annotated, verb: int, stage: str, takers: tuple[ActorMention, ...], words: Agreements) -> bool:
    """Whether those who take a step are no states; what a firm rejects or breaks may yet be theirs."""
    if words.stages[stage].mutual:
        return _by_others(annotated, verb, takers, words)
    return stage in OWN and _is_of_firms(annotated, verb, words)


def _is_with_firm(annotated: Annotated, verb: int, naming: Naming, words: Agreements) -> bool:
    """Whether the parse has hung on the verb with whom it is, and that is no state: "blocked the ministry's deal with Acme"."""
    parse = annotated.parse
    return any(
        word in words.words["name.open"]
        and parse.edges[noun][0] == naming.high
        and parse.pos[noun] == "PROPN"
        and not public(actors_of(annotated, noun))
        for word, noun in obliques(parse, verb)
    )


def _company(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Those "with" whom something is done; not whom the agreement is between that is complied "with"."""
    nouns = [noun for word, noun in obliques(annotated.parse, verb) if word in words.words["name.open"]]
    nouns = [noun for noun in nouns if not is_help(annotated.parse, noun, words.words)]
    others = (noun for noun in nouns if noun_of(annotated.parse, noun, words.nouns) not in words.nouns)
    return public([m for noun in others for m in actors_of(annotated, noun)])


def _is_of_firms(annotated: Annotated, verb: int, words: Agreements) -> bool:
    """Whether the subject names a firm, a union or the like: "Japanese banks signed"."""
    doer = subject(annotated.parse, verb)
    return doer is not None and any(is_private(annotated, member, words.words) for member in conjuncts(annotated.parse, doer))


def _subject_actors(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Who does it; of what somebody is accused of, the accused."""
    doer = _accused(annotated.parse, verb, words) or subject(annotated.parse, verb)
    bill = doer is not None and annotated.parse.lemmas[doer] in words.words["lawmaking.bills"]  # "passed a bill to implement it"
    if doer is not None and (bill or annotated.parse.labels[doer] == "xcomp"):  # "Chad becoming the first to sign"
        doer = subject(annotated.parse, annotated.parse.heads[doer])
    elif doer is not None and annotated.parse.dependent(doer, "cop") is not None:  # "Chad is the first to sign"
        doer = annotated.parse.dependent(doer, "nsubj")
    return _members(annotated, doer, words) or actors_of(annotated, doer) if doer is not None else ()


def _accused(parse: Parse, verb: int, words: Agreements) -> int | None:
    """The object of the verb above, where that accuses: "accused Chad of breaking the pact"."""
    if parse.labels[verb] == "xcomp" and parse.lemmas[parse.heads[verb]] in words.words["failing.words"]:
        verb = parse.heads[verb]  # "accused Chad of failing to honour the pact"
    blamed = parse.tags[verb] == "VBG" and parse.lemmas[parse.heads[verb]] in words.words["unfinished.accusing"]
    return direct_object(parse, parse.heads[verb]) if blamed else None


def _members(annotated: Annotated, doer: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Those whom a subject names of a group: "a dozen countries including Chad and Niger", which points back to no others."""
    parse = annotated.parse
    if parse.pos[doer] != "NOUN" or parse.lemmas[doer] not in words.words["name.neutral"]:
        return ()
    among = words.words["name.among"]
    nouns = [noun for word, noun in obliques(parse, doer) if word in among]
    nouns += [n for c in parse.dependents(doer, "advmod", "acl") if parse.words[c] in among for n in parse.dependents(c, "obl", "obj")]
    return tuple(m for noun in nouns for m in actors_of(annotated, noun))


# ---------------------------------------------------------------- nouns


def _nominal(reference: Reference, noun: int, pattern: Pattern) -> Iterator[StepMention]:
    """A step told by a noun: "the signing of the pact by Chad", "treaty violations", "Iran's withdrawal from it"."""
    annotated, words = reference.annotated, reference.words
    named = reference.of_noun(noun, pattern)
    if not named:
        return
    takers = _nominal_takers(reference, noun)
    mark = nominal_mark(annotated, noun, words)
    if mark is None and pattern.code == IN_FORCE:
        mark = entry_awaited(annotated, noun, words)
    if pattern.code == BROKEN and preposition(annotated.parse, noun) in words.words["notional.presupposed"]:
        mark = mark if mark is not None and mark.modality == "alleged" else None  # "sanctions for violations of the pact"
    if pattern.code == PROPOSED and mark is not None and mark.modality == "denied":
        mark = None  # "rejected the proposal of a truce": somebody had made it
    for naming, agreement in named:
        own = mark or notional(annotated.parse, naming, words)
        if pattern.head in words.words["standing.words"] and naming.indefinite:
            continue
        if only_thought_of(annotated.parse, naming, own, pattern.code, words) or naming.vague:
            continue
        yield StepMention(
            token=noun,
            stage=pattern.code,
            agreement=agreement,
            naming=naming,
            takers=takers or (_all_acting(annotated, noun, naming) if pattern.code in SHARED else ()),
            mediators=(),
            mark=own,
            rule=f"steps/{pattern.code}/{pattern.head}",
        )


def _nominal_takers(reference: Reference, noun: int) -> tuple[ActorMention, ...]:
    """Who takes a step that a noun tells: its owner, those after "by", the subject of a verb such as "witnessed"."""
    annotated, words = reference.annotated, reference.words
    parse = annotated.parse
    owned = any(c in reference.at or c in reference.meant for c in parse.dependents(noun, "nmod:poss", "compound"))
    takers = () if owned else owners_of(annotated, noun)
    if (said := parse.dependent(noun, "cop")) is not None and not takers:  # "Chad is a signatory to the pact"
        doer = subject(parse, noun)
        takers = actors_of(annotated, doer) if doer is not None else tuple(acting_in(annotated, noun).values()) if said < noun else ()
    for word, other in obliques(parse, noun):
        if word in words.words["name.both"] and other not in reference.at:
            takers += actors_of(annotated, other)
    return public(dict.fromkeys(takers + _supporting(annotated, noun, words)))


def _all_acting(annotated: Annotated, noun: int, naming: Naming) -> tuple[ActorMention, ...]:
    """Those who act together in a sentence on a treaty of many: "the two discussed the negotiations on the fisheries agreement"."""
    acting = acting_in(annotated, noun) if naming.treaty is not None and not naming.treaty.parties else {}
    return public(acting.values()) if len(acting) >= PAIR else ()


def _supporting(annotated: Annotated, noun: int, words: Agreements) -> tuple[ActorMention, ...]:
    """The subject of a verb such as "witnessed the signing", who takes part in it."""
    verb = governor(annotated.parse, noun)
    if verb < 0 or annotated.parse.labels[noun] != "obj" or words.support.get(annotated.parse.lemmas[verb]) != "asserted":
        return ()
    return _subject_actors(annotated, verb, words)
