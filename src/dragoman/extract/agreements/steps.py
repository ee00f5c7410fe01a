"""Steps in the lives of agreements: verbs and nouns of signing, ratifying, breaking, leaving, with who takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.agreements.coreference import Agreement
from dragoman.extract.agreements.names import Naming, is_of_firms, is_private, noun_lemma
from dragoman.extract.agreements.pair import PAIR
from dragoman.extract.agreements.slots import Reference
from dragoman.extract.grammar import actors_of, owners_of
from dragoman.extract.parties import public, states_of
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.knowledge.rows.phrases import SUBJECT, Pattern
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, Mark
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, direct_object, obliques, preposition, subject

BROKEN = "violated"
OUTSIDE = 2  # tokens before a phrase that may introduce it
OWN = frozenset({"terminated", "extended", "suspended"})  # stages that only those take whose agreement it is
OPEN = frozenset({"planned", "conditional"})  # modalities of a clause that its adjuncts share


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMention:
    """One place where a step is told. ``takers`` take it; ``mediators`` bring it about; ``mark`` is its modality.

    ``private`` is True where somebody who is no state makes it; ``company`` are those of the takers "with" whom it was taken.
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
    if not named:
        return
    subject_slot = pattern.slots[0][1] == SUBJECT
    takers = () if subject_slot else _takers(annotated, verb, words)
    for naming, agreement in named:
        known = states_of((*takers, *naming.parties))
        if (naming.bare and not naming.plural and not known) or (pattern.texts and len(known) < PAIR):
            continue
        stage, mark = _stage(annotated, verb, pattern, naming, words)
        if _only_thought_of(annotated.parse, naming, mark, stage, words) or (naming.vague and not _is_done(stage, mark, known, words)):
            continue
        helpers = takers if mediated or _are_others(stage, takers, naming, agreement, words) else ()
        yield StepMention(
            token=verb,
            stage=stage,
            agreement=agreement,
            naming=naming,
            takers=() if helpers else takers,
            mediators=(*helpers, *naming.brokers),
            mark=mark,
            rule=f"steps/{pattern.code}/{pattern.head}",
            private=not subject_slot and _is_private(annotated, verb, stage, takers, words),
            company=_company(annotated, verb, words),
        )
        if takers and not helpers:
            yield from _gapped(annotated, verb, takers, (stage, naming, agreement, mark, f"steps/{pattern.code}/{pattern.head}"))


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


def _stage(annotated: Annotated, verb: int, pattern: Pattern, naming: Naming, words: Agreements) -> tuple[str, Mark | None]:
    """The stage that a verb tells here, and its modality."""
    parse = annotated.parse
    mark = annotated.marks.get(verb) or _notional(parse, naming, words)
    if pattern.denied and mark is None:
        return pattern.code, Mark(modality="denied", cue=parse.token_span(verb))
    if mark is None and (
        pattern.planned or _awaited(annotated, verb, words) or _is_ahead(parse, verb, words) or _is_open(parse, verb, words)
    ):
        mark = Mark(modality="planned", cue=parse.token_span(verb))
    if mark is None and parse.tags[verb] == "VBG" and parse.lemmas[parse.heads[verb]].lower() in words.words["unfinished.toying"]:
        mark = Mark(modality="conditional", cue=parse.token_span(parse.heads[verb]))
    if mark is None and _is_urged(parse, verb, words):
        mark = Mark(modality="conditional", cue=parse.token_span(parse.heads[verb]))
    stage = _while_negotiating(parse, verb, pattern.code, words, mark)
    if stage != pattern.code and (ahead := _worked_for_later(annotated, verb, words)) is not None:
        return pattern.code, ahead
    if stage != pattern.code and mark is not None and mark.modality != "denied":
        return stage, None  # what is only worked for is worked for indeed
    if stage == "agreed" and mark is None and _is_unfinished(parse, verb, words):
        above = annotated.marks.get(parse.heads[verb])
        return ("agreed", above) if above is not None and above.modality == "conditional" else ("negotiated", None)
    if mark is not None and mark.modality == "conditional" and _was_unable(parse, verb, words):
        mark = Mark(modality="denied", cue=mark.cue)
    broken = words.stages[stage].broken
    if (
        broken
        and pattern.head not in words.words["failing.lightly"]
        and mark is not None
        and mark.modality == "denied"
        and _fails(parse, verb, words)
    ):
        return broken, None  # "is not complying with the treaty"
    return stage, mark


def _awaited(annotated: Annotated, verb: int, words: Agreements) -> bool:
    """Whether something that is still to come waits for it: "will enter into force after the parliaments have ratified it"."""
    parse = annotated.parse
    if parse.labels[verb] != "advcl" or any(parse.tags[t] == "VBD" for t in (verb, *parse.dependents(verb, "aux", "aux:pass"))):
        return False
    if not any(parse.lemmas[c].lower() in words.words["notional.pending"] for c in parse.dependents(verb, "mark", "advmod")):
        return False
    above = annotated.marks.get(parse.heads[verb])
    return above is not None and above.modality in OPEN


def _is_open(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether an infinitive tells what may still be done: "gave Chad time to ratify it", but not "the first to ratify it"."""
    to = parse.tags[verb] == "VB" and any(parse.tags[c] == "TO" for c in parse.dependents(verb, "mark", "aux"))
    ordinal = parse.lemmas[parse.heads[verb]].lower() in words.words["unfinished.ordinal"]
    own = parse.dependent(verb, "nsubj") is not None and parse.labels[verb] in {"advcl", "ccomp"}  # "for Chad to ratify it"
    return to and (own or parse.labels[verb] in {"acl", "acl:relcl"}) and not ordinal and parse.dependent(verb, "aux:pass") is None


def _is_unfinished(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether agreeing goes on or is only spoken of: "are striking a deal", "the process of reaching one", not "after reaching one"."""
    if any(parse.lemmas[c].lower() in words.words["unfinished.nearly"] for c in parse.dependents(verb, "advmod")):
        return True
    done = parse.lemmas[parse.heads[verb]].lower() in words.words["unfinished.done"]
    if parse.tags[verb] == "VB":
        return not done and any(parse.tags[c] == "TO" for c in parse.dependents(verb, "mark", "aux"))
    if parse.tags[verb] != "VBG":
        return False
    if parse.dependent(verb, "aux") is not None:
        return True
    before = {parse.lemmas[c].lower() for c in parse.dependents(verb, "mark", "case")}
    spoken = parse.labels[verb] in {"xcomp", "ccomp"} or bool(before & words.words["unfinished.before"])
    return spoken and not done


def _was_unable(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether it was tried in vain: "could not agree on a declaration"."""
    able = any(parse.lemmas[c].lower() in words.words["failing.able"] for c in parse.dependents(verb, "aux"))
    return able and parse.dependent(verb, "advmod:neg") is not None


def _is_done(stage: str, mark: Mark | None, known: frozenset[str], words: Agreements) -> bool:
    """Whether two make agreements of a class, and not only speak of it: "Chad and Niger signed trade deals"."""
    return words.stages[stage].mutual and stage != "negotiated" and len(known) >= PAIR and (mark is None or mark.modality == "planned")


def _are_others(stage: str, takers: tuple[ActorMention, ...], naming: Naming, agreement: Agreement, words: Agreements) -> bool:
    """Whether those who bring about an agreement are not those it is between: "Qatar sealed the truce between Chad and Niger"."""
    bound = next((n.states for n in (naming, *agreement.namings) if n.closed), None)
    return bool(takers) and bound is not None and words.stages[stage].mutual and not states_of(takers) & bound


def _is_ahead(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether something is done before it: "in advance of the treaty entering into force"."""
    return parse.tags[verb] == "VBG" and any(
        parse.lemmas[t].lower() in words.words["unfinished.ahead"] for t in list(parse.ancestors(verb))[:2]
    )


def _fails(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether somebody does not do it now, or fails to: "does not comply", "its failure to comply"; but not "may not comply"."""
    if parse.lemmas[parse.heads[verb]].lower() in words.words["failing.words"]:
        return True
    modal = any(parse.tags[c] == "MD" for c in parse.dependents(verb, "aux"))
    return parse.dependent(verb, "advmod:neg") is not None and not modal


def _takers(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Who does it, and with whom: "signed with Chile", "signed between the governments of Chile and Peru"."""
    found = () if _is_of_firms(annotated, verb, words) else _subject_actors(annotated, verb, words)
    for word, noun in obliques(annotated.parse, verb):
        if is_private(annotated, noun, words.words) or noun_lemma(annotated.parse, noun) in words.nouns:
            continue
        if word in words.words["name.both"] or word in words.words["name.open"]:
            found += actors_of(annotated, noun)
    return public(dict.fromkeys(found))


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
        if parse.pos[noun] in {"NOUN", "PROPN"} and noun_lemma(parse, noun) not in words.nouns and noun not in annotated.dates_at
    )


def _is_private(annotated: Annotated, verb: int, stage: str, takers: tuple[ActorMention, ...], words: Agreements) -> bool:
    """Whether those who take a step are no states; what a firm rejects or breaks may yet be theirs."""
    if words.stages[stage].mutual:
        return _by_others(annotated, verb, takers, words)
    return stage in OWN and _is_of_firms(annotated, verb, words)


def _company(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Those "with" whom something is done; not whom the agreement is between that is complied "with"."""
    nouns = [noun for word, noun in obliques(annotated.parse, verb) if word in words.words["name.open"]]
    others = (noun for noun in nouns if noun_lemma(annotated.parse, noun) not in words.nouns)
    return public([m for noun in others for m in actors_of(annotated, noun)])


def _is_of_firms(annotated: Annotated, verb: int, words: Agreements) -> bool:
    """Whether the subject names a firm, a union or the like: "Japanese banks signed"."""
    doer = subject(annotated.parse, verb)
    return doer is not None and any(is_private(annotated, member, words.words) for member in conjuncts(annotated.parse, doer))


def _subject_actors(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Who does it; of what somebody is accused of, the accused."""
    doer = _accused(annotated.parse, verb, words) or subject(annotated.parse, verb)
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


def _while_negotiating(parse: Parse, token: int, stage: str, words: Agreements, mark: Mark | None) -> str:
    """Agreeing that is only worked for is a negotiation: "efforts to reach a deal"."""
    if stage != "agreed" or (mark is None and parse.tags[token] not in {"VB", "VBG"}):
        return stage
    above = list(parse.ancestors(token))[:2]
    return "negotiated" if any(parse.lemmas[t].lower() in words.words["negotiating.words"] for t in above) else stage


def _is_urged(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether somebody is only asked to: "urged that both sides agree to a truce"."""
    loose = parse.labels[verb] == "advcl" and parse.dependent(verb, "mark") is None  # as parsers hang what follows a long subject
    base = parse.tags[verb] in {"VB", "VBP"} and (loose or parse.labels[verb] == "ccomp") and parse.dependent(verb, "aux") is None
    return base and parse.lemmas[parse.heads[verb]] in words.words["unfinished.urging"]


def _worked_for_later(annotated: Annotated, verb: int, words: Agreements) -> Mark | None:
    """The plan of what will be worked for: "Chad and Niger will work to finalise the deal"."""
    above = list(annotated.parse.ancestors(verb))[:2]
    working = next((t for t in above if annotated.parse.lemmas[t].lower() in words.words["negotiating.words"]), None)
    if working is None or not any(annotated.parse.tags[c] == "MD" for c in annotated.parse.dependents(working, "aux")):
        return None
    mark = annotated.marks.get(working)
    return mark if mark is not None and mark.modality == "planned" else None


def _notional(parse: Parse, naming: Naming, words: Agreements) -> Mark | None:
    """What the article alone tells: "any deal signed" is thought of only, "no deal was signed" is a denial."""
    for child in parse.dependents(naming.token, "det"):
        if parse.lemmas[child] in words.words["notional.any"]:
            return Mark(modality="conditional", cue=parse.token_span(child))
        if parse.lemmas[child] in words.words["notional.none"]:
            return Mark(modality="denied", cue=parse.token_span(child))
    return None


def _only_thought_of(parse: Parse, naming: Naming, mark: Mark | None, stage: str, words: Agreements) -> bool:
    """Whether a step is a mere possibility, of a stage that is recorded only as a fact, a plan or a denial, or of no agreement meant."""
    if words.stages[stage].bound and any(parse.lemmas[c] in words.words["notional.any"] for c in parse.dependents(naming.token, "det")):
        return naming.treaty is None  # "cannot be trusted to honour any pact"
    if mark is None or mark.modality != "conditional":
        return False
    nobody = any(parse.lemmas[c] in words.words["notional.any"] for c in parse.dependents(naming.token, "det")) and not naming.states
    return nobody or words.stages[stage].firm


# ---------------------------------------------------------------- nouns


def _nominal(reference: Reference, noun: int, pattern: Pattern) -> Iterator[StepMention]:
    """A step told by a noun: "the signing of the pact by Chad", "treaty violations", "Iran's withdrawal from it"."""
    annotated, words = reference.annotated, reference.words
    named = reference.of_noun(noun, pattern)
    if not named:
        return
    takers = _nominal_takers(reference, noun)
    mark = _nominal_mark(annotated, noun, words)
    if pattern.code == BROKEN and preposition(annotated.parse, noun) in words.words["notional.presupposed"]:
        mark = mark if mark is not None and mark.modality == "alleged" else None  # "sanctions for violations of the pact"
    for naming, agreement in named:
        own = mark or _notional(annotated.parse, naming, words)
        if _only_thought_of(annotated.parse, naming, own, pattern.code, words) or naming.vague:
            continue
        yield StepMention(
            token=noun,
            stage=pattern.code,
            agreement=agreement,
            naming=naming,
            takers=takers,
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
    for word, other in obliques(parse, noun):
        if word in words.words["name.both"] and other not in reference.at:
            takers += actors_of(annotated, other)
    return public(dict.fromkeys(takers + _supporting(annotated, noun, words)))


def _governor(parse: Parse, noun: int) -> int:
    """The verb that a noun, or the noun it belongs to, is an argument of; -1 for none."""
    for place in parse.ancestors(noun):
        if parse.pos[place] == "VERB":
            return place
        if parse.pos[place] not in {"NOUN", "PROPN"}:
            break
    return -1


def _supporting(annotated: Annotated, noun: int, words: Agreements) -> tuple[ActorMention, ...]:
    """The subject of a verb such as "witnessed the signing", who takes part in it."""
    verb = _governor(annotated.parse, noun)
    if verb < 0 or annotated.parse.labels[noun] != "obj" or words.support.get(annotated.parse.lemmas[verb]) != "asserted":
        return ()
    return _subject_actors(annotated, verb, words)


def _stands_after(parse: Parse, noun: int, phrases: frozenset[str]) -> bool:
    """Whether such words introduce the phrase of a noun, however the parse has hung them: "subject to its approval"."""
    low = max(parse.sentences[parse.sentence_of[noun]][0], parse.edges[noun][0] - OUTSIDE)
    before = f" {' '.join(parse.words[low:noun]).lower()} "
    return any(f" {phrase} " in before for phrase in phrases)


def _nominal_mark(annotated: Annotated, noun: int, words: Agreements) -> Mark | None:
    parse, marks, label = annotated.parse, annotated.marks, annotated.parse.labels[noun]
    if noun in marks:
        return marks[noun]
    if _stands_after(parse, noun, words.words["notional.subject"]):
        return Mark(modality="planned", cue=parse.token_span(noun))
    verb = _governor(parse, noun)
    if verb < 0:
        return None
    if words.support.get(parse.lemmas[verb]) == "planned" and label in {"obj", "nsubj:pass", "obl"}:
        return Mark(modality="planned", cue=parse.token_span(verb))
    if _stands_after(parse, noun, words.words["negotiating.after"]):  # "may lift them following the passage of the pact"
        modal = (p for p in parse.ancestors(noun) if any(parse.tags[c] == "MD" for c in parse.dependents(p, "aux")))
        mark = marks.get(next(modal, -1))
    else:
        mark = marks.get(verb) if label in {"obj", "nsubj", "nsubj:pass", "obl"} else None
        if label != "obl":
            return mark
    return mark if mark is not None and mark.modality in OPEN else None  # "trade will grow with the passage of the pact"
