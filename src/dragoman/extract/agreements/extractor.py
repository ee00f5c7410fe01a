"""Agreements: steps in their lives, and what they oblige to; names are brought together before steps are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.extract.agreements.content.provisions import find_provisions
from dragoman.extract.agreements.known import take_as_known
from dragoman.extract.agreements.links import Linked, find_links
from dragoman.extract.agreements.naming.coreference import Agreement, group, is_other, names_of
from dragoman.extract.agreements.naming.names import Naming, find_namings
from dragoman.extract.agreements.naming.treaties import without_titles
from dragoman.extract.agreements.parties.bilateral import part_bilateral
from dragoman.extract.agreements.parties.fighting import foes_of
from dragoman.extract.agreements.parties.guessing import guess_parties, is_of_more, learn_parties, public_ones
from dragoman.extract.agreements.parties.within import take_sides_within
from dragoman.extract.agreements.steps.dating import DATED, Dated, date_step
from dragoman.extract.agreements.steps.implied import existing, on_offer, presupposed, still_negotiated, welcomed
from dragoman.extract.agreements.steps.resting import find_resting
from dragoman.extract.agreements.steps.slots import Reference
from dragoman.extract.agreements.steps.telling import BY_HAND, StepMention, find_steps
from dragoman.extract.pair import PAIR
from dragoman.extract.parties import bound_party, distinct, party_of, side_of, state_of, states_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import AgreementLink, AnyClaim, Party, Step, claim_id
from dragoman.model.mention import ActorMention, Place
from dragoman.model.parse import Parse
from dragoman.model.ports import Trace
from dragoman.model.syntax import obliques, preposition
from dragoman.model.when import When

VERSION = "1"
SURE, LESS_SURE = 0.8, 0.5  # scores: parties named with the step; parties known from elsewhere in the report
MOST_PARTIES = 12
JOINING = frozenset({"ratified", "signed"})  # stages by which a state becomes a party of a treaty of others


def extract_agreements(
    annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...] = (), trace: Trace | None = None
) -> Extraction:
    """Steps and provisions of the agreements that a report names, in text order; one Step for all places that tell it."""
    words = knowledge.agreements
    annotated = without_titles(annotated, words)
    namings = find_namings(annotated, words)
    if not namings:
        return Extraction()
    agreements = group(annotated, namings, words)
    at = {naming.token: (naming, agreement) for agreement in agreements for naming in agreement.namings}
    told = [*find_steps(annotated, words, at), *find_resting(Reference(annotated, words, at))]
    agreements, told = public_ones(agreements, told)
    agreements, told = take_as_known(annotated, agreements, told, words, knowledge.topics.named)
    _part(agreements, told, words)
    foes = foes_of(annotated, claims, words.groups)
    learn_parties(annotated, told, words, foes)
    steps = _without_thoughts([date_step(annotated, mention, knowledge) for mention in told])
    steps += existing(annotated, agreements, steps, words)
    steps += welcomed(annotated, agreements, steps, words)
    steps += on_offer(annotated, agreements, steps, words)
    steps += presupposed(annotated, agreements, steps, words)
    steps += still_negotiated(annotated.parse, agreements, steps, words)
    guess_parties(annotated, agreements, [step.told for step in steps], words, foes)
    take_sides_within(annotated, agreements, [step.told for step in steps], words, claims)
    _unite(annotated, agreements, steps, words)
    agreements, steps = _meant(annotated, agreements, steps, words)
    agreements, steps = _parted(agreements, steps)
    names = names_of(annotated, agreements, knowledge)
    at = {naming.token: (naming, agreement) for agreement in agreements for naming in agreement.namings}  # some are one, or none, by now
    reference = Reference(annotated, words, at)
    linked = find_links(reference)
    found: list[AnyClaim] = []
    for agreement in agreements:
        name = names[id(agreement)]
        own = [step for step in steps if step.told.agreement is agreement]
        own_steps = [_step(annotated, name, agreement, same, knowledge) for same in _merged(own, words)]
        found += _with_links(annotated.parse, own_steps, [link for link in linked if link.agreement is agreement], names)
        if trace is not None:
            for claim in own_steps:
                trace.matched(claim.made_by, claim.trigger)
    found += find_provisions(annotated, knowledge, reference, names)
    return Extraction(claims=tuple(sorted(found, key=lambda claim: (claim.trigger, claim.id))))


def _without_thoughts(steps: list[Dated]) -> list[Dated]:
    """The steps but for those that are only thought of where anything else is told of the same agreement."""
    told = {id(step.told.agreement) for step in steps if not step.told.thought}
    return [step for step in steps if not step.told.thought or id(step.told.agreement) not in told]


def _part(agreements: list[Agreement], told: list[StepMention], words: Agreements) -> None:
    """Set apart what others made than the agreement that a noun was taken for: "Chad and Niger signed the treaty", of a Libyan one."""
    for mention in list(told):
        own, naming, takers = mention.agreement, mention.naming, states_of(mention.takers)
        if naming.title or len(own.namings) == 1 or own.treaty or not words.stages[mention.told_as].mutual or naming not in own.namings:
            continue
        known = states_of(m for n in own.namings if n is not naming for m in n.parties)
        strange = mention.told_as in BY_HAND and bool(takers) and not takers & known  # "Mali refused to sign a communique"
        if len(known) < PAIR or (len(takers) < PAIR and not strange) or takers <= known or known <= takers:
            continue
        own.namings.remove(naming)
        other = Agreement()
        other.add(naming)
        agreements.append(other)
        told[:] = [replace(one, agreement=other) if one.naming is naming else one for one in told]


def _meant(annotated: Annotated, agreements: list[Agreement], steps: list[Dated], words: Agreements) -> tuple[list[Agreement], list[Dated]]:
    """The agreements whose parties can be told, without nameless ones that are mere possibilities, or not negotiated, at every step."""
    kept: list[Agreement] = []
    for one in agreements:
        own = [step.told for step in steps if step.told.agreement is one]
        thought = bool(own) and all(
            told.mark is not None and told.mark.modality == "conditional" and not words.stages[told.stage].bound for told in own
        )
        nameless = one.treaty is None and not any(naming.title for naming in one.namings)
        if not ((thought or _is_hopeless(own)) and nameless) and not is_of_more(annotated, one, own, words):
            kept.append(one)
    ids = {id(one) for one in kept}
    return kept, [step for step in steps if id(step.told.agreement) in ids]


def _is_hopeless(own: Sequence[StepMention]) -> bool:
    """Whether all that is told is that nobody negotiates it: "there is little hope of a deal"."""
    return bool(own) and all(told.stage == "negotiated" and told.mark is not None and told.mark.modality == "denied" for told in own)


def _parted(agreements: Iterable[Agreement], steps: Sequence[Dated]) -> tuple[list[Agreement], list[Dated]]:
    """The agreements and steps, those apart that one state made with several others."""
    apart: list[Agreement] = []
    told: list[Dated] = []
    for agreement in agreements:
        own = [step for step in steps if step.told.agreement is agreement]
        for part, its in part_bilateral(agreement, [step.told for step in own]):
            apart.append(part)
            told += [replace(step, told=its(step.told)) for step in own]
    return apart, told


# ---------------------------------------------------------------- a description and a title that are one


def _unite(annotated: Annotated, agreements: list[Agreement], steps: list[Dated], words: Agreements) -> None:
    """What was signed and what is signed next are one: same parties, no other date, and the second name adds no topic."""
    parse = annotated.parse
    signings = [step for step in steps if step.told.stage in {"signed", "agreed"} and not step.told.existence]
    for described, again in pairwise(signings):
        one, other = described.told.agreement, again.told.agreement
        if one is other or one not in agreements or other not in agreements or is_other(parse, again.told.naming, one, words):
            continue
        first, then = described.told.naming, again.told.naming
        near = parse.paragraph_of[then.token] - parse.paragraph_of[first.token] <= 1
        if near and other.namings[0] is then and _may_repeat(first, then) and _one_signing(described, again):
            one.absorb(other)
            agreements.remove(other)
            for step in steps:
                if step.told.agreement is other:
                    step.told = replace(step.told, agreement=one)


def _may_repeat(first: Naming, then: Naming) -> bool:
    """Whether a second name can be one of the same: after "a memorandum" a title, "the memorandum", or no more words."""
    if first.plural or then.plural or not first.indefinite:
        return False
    return then.title or then.definite or then.content <= first.content


def _one_signing(first: Dated, then: Dated) -> bool:
    parties = frozenset(first.told.agreement.parties), frozenset(then.told.agreement.parties)
    denied = _denied(first) != _denied(then)
    same = len(parties[0]) > 1 and parties[0] == parties[1] and (first.when.basis in DATED or then.when.basis not in DATED)
    return same and not denied and _compatible(first.when, then.when)


def _compatible(first: When, then: When) -> bool:
    """Whether two times can be one: one is not told exactly, or one is a part of the other."""
    if first.basis not in DATED or then.basis not in DATED or not first.start or not then.start:
        return True
    low, high = max(first.start, then.start), min(first.end or first.start, then.end or then.start)
    return low[: len(high)] <= high[: len(low)]


# ---------------------------------------------------------------- one claim for each step


def _merged(steps: list[Dated], words: Agreements) -> list[list[Dated]]:
    """The steps of one agreement, those together that tell the same one: same stage, takers and times that fit."""
    groups: list[list[Dated]] = []
    for step in steps:
        for group_ in groups:
            if _same_step(group_[0], step, words) and all(_compatible(other.when, step.when) for other in group_):
                group_.append(step)
                break
        else:
            groups.append([step])
    return groups


def _same_step(one: Dated, other: Dated, words: Agreements) -> bool:
    first, second = one.told, other.told
    if first.stage != second.stage or _denied(one) != _denied(other):
        return False
    if words.stages[first.stage].mutual:
        return True
    by, too = _states(first), _states(second)
    return not by or not too or bool(by & too)


def _denied(step: Dated) -> bool:
    return step.told.mark is not None and step.told.mark.modality == "denied"


def _states(mention: StepMention) -> set[str]:
    return {code for m in mention.takers if (code := state_of(m))}


def _step(annotated: Annotated, name: str, agreement: Agreement, same: list[Dated], knowledge: Knowledge) -> Step:
    words, parse = knowledge.agreements, annotated.parse
    lead = min(same, key=_telling)
    stage = words.stages[lead.told.stage]
    parties = _parties(agreement, same, mutual=stage.mutual, knowledge=knowledge)
    places = [place for step in same if (place := _place(annotated, step.told, words)) is not None]
    order = [lead, *(step for step in same if step is not lead)]
    evidence = tuple(dict.fromkeys(parse.sentence_span(step.told.token) for step in order))
    named = {p.actor for p in parties if p.span is not None and any(span.contains(p.span) for span in evidence)}
    return Step(
        id=claim_id(annotated.document.id, "step", lead.told.stage, name, evidence, parties),
        evidence=evidence,
        trigger=parse.token_span(lead.told.token),
        parties=parties,
        when=lead.when,
        place=places[0] if places else None,
        modality=lead.told.mark.modality if lead.told.mark else "asserted",
        background=lead.background,
        made_by=f"{lead.told.rule}/{VERSION}",
        score=SURE if len(named) > 1 else LESS_SURE,
        agreement=name,
        stage=lead.told.stage,
        agreement_kind=agreement.treaty.kind if agreement.treaty else next(iter(sorted(agreement.kinds)), agreement.best.kind),
        topics=_topics(parse, agreement, knowledge),
    )


def _with_links(parse: Parse, claims: Sequence[Step], linked: Iterable[Linked], names: Mapping[int, str]) -> list[Step]:
    """The steps of one agreement with its links: each is given to the steps told in its sentence, else to the first."""
    given: dict[str, dict[AgreementLink, None]] = {claim.id: {} for claim in claims}
    for link in linked:
        there = [claim for claim in claims if parse.sentence_span(link.token) in claim.evidence]
        for claim in there or claims[:1]:
            given[claim.id][AgreementLink(kind=link.kind, agreement=names[id(link.other)])] = None
    return [replace(claim, links=tuple(given[claim.id])) for claim in claims]


def _telling(step: Dated) -> tuple[bool, bool, int, int]:
    """What orders the places that tell a step: those with a date first, then asserted ones, the exactest, the first."""
    asserted = step.told.mark is None
    exact = step.when.basis in DATED
    return (not exact, not asserted, -len(step.when.start or "") if exact else 0, step.told.token)


def _parties(agreement: Agreement, same: list[Dated], *, mutual: bool, knowledge: Knowledge) -> tuple[Party, ...]:
    """All who are bound, and of those who take the step who stands out: signatories, and ``by`` where not all do."""
    treaty = agreement.treaty.parties if agreement.treaty else ()
    known = agreement.parties
    takers = {code: m for step in same for m in step.told.takers if (code := side_of(m, known))}
    joining = same[0].told.stage in JOINING
    bound = [code for code in known if not treaty or code in treaty or (joining and code in takers)][:MOST_PARTIES]
    found = [bound_party("party", code, _bound(code, takers, agreement, knowledge), knowledge) for code in bound]
    found += [bound_party("party", code, None, knowledge) for code in treaty if code not in known]
    company = {code for step in same for m in step.told.company if (code := side_of(m, known))}
    alone = set(takers) - company
    joined = agreement.treaty is not None and not treaty  # one of many, whom the report does not name
    if not mutual or joined or (alone and alone < set(known) - company):
        found += [replace(bound_party("by", code, m, knowledge), person=m.person, office=m.office) for code, m in takers.items()]
    if same[0].told.stage in BY_HAND:
        found += [party_of("signatory", m) for step in same for m in step.told.takers if m.person or m.office]
    found += [party_of("mediator", m) for step in same for m in step.told.mediators if m.actor]
    return distinct(found)


def _bound(code: str, takers: Mapping[str, ActorMention], agreement: Agreement, knowledge: Knowledge) -> ActorMention | None:
    """The words for who is bound: a taker's, unless only he, or only the party, is an armed group; of a well-known party no group's."""
    groups, known = knowledge.agreements.groups, agreement.parties[code]
    mention = takers.get(code, known)
    if agreement.treaty is not None and code in agreement.treaty.parties:
        return mention if mention.actor not in groups else None
    return mention if (mention.actor in groups) == (known.actor in groups) else known


def _place(annotated: Annotated, told: StepMention, words: Agreements) -> Place | None:
    """Where it was done: "in Geneva" (which may hang on what was signed), or where the visit went during which it was done."""
    parse, lists = annotated.parse, words.words
    heads = (told.token, told.naming.token) if told.stage in BY_HAND else (told.token,)
    for word, noun in (phrase for head in heads for phrase in obliques(parse, head)):
        if word in lists["name.place"] and (mentions := annotated.places_at.get(noun)):
            return mentions[0].place
    for word, noun in obliques(parse, told.token):
        if word not in lists["name.during"]:
            continue
        for inner, other in obliques(parse, noun):
            if (inner in lists["name.place"] or inner in lists["name.to"]) and (mentions := annotated.places_at.get(other)):
                return mentions[0].place
    return None


def _topics(parse: Parse, agreement: Agreement, knowledge: Knowledge) -> tuple[str, ...]:
    """What it is about, by the words of its names and of the phrases after them."""
    found = dict.fromkeys(agreement.treaty.topics if agreement.treaty else ())
    for naming in agreement.namings:
        found |= dict.fromkeys(knowledge.topics.named.codes(_named_lemmas(parse, naming, knowledge.agreements)))
    return tuple(found)


def _named_lemmas(parse: Parse, naming: Naming, words: Agreements) -> list[str]:
    """The lemmas of a name and of what follows it up to a clause: "an agreement signed ... on military education"."""
    about = words.words["name.about"]
    tokens = set(range(naming.low, naming.high))
    for clause in parse.dependents(naming.token, "acl"):
        for token in range(*parse.edges[clause]):
            if preposition(parse, token) in about:
                tokens |= set(range(*parse.edges[token]))
    return [parse.lemmas[t].lower() for t in sorted(tokens)]
