"""Steps that no verb of theirs tells: what a name dates, what others welcome, talks that went before or go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.naming.names import ISSUED, Naming
from dragoman.extract.agreements.steps.dating import Dated
from dragoman.extract.agreements.steps.telling import StepMention
from dragoman.extract.pair import PAIR
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.syntax import preposition
from dragoman.model.when import When

AHEAD = frozenset({"proposed", "negotiated"})  # stages before anything is made
YEAR = len("2021")
DEEP = 5  # words above a name: as far as the proposal stands that is for it
FAR, LAID = 9, 3  # tokens after a name in which "on the table" may stand; its own
FORMAL = frozenset({"treaty", "memorandum", "protocol", "convention", "declaration"})  # kinds that are signed when they are made


def existing(annotated: Annotated, agreements: Iterable[Agreement], steps: Iterable[Dated], words: Agreements) -> list[Dated]:
    """An agreement named with its year or date, of which nothing else is dated, was signed, or a truce in force, then."""
    signed = {id(step.told.agreement) for step in steps if step.told.stage in {"signed", "agreed", "in force"}}
    found: list[Dated] = []
    for agreement in agreements:
        naming = next((n for n in agreement.namings if n.year or n.dated), None)
        if (
            naming is None
            or id(agreement) in signed
            or (naming.dated and not naming.year and naming.kind in ISSUED and not naming.title and len(naming.states) < PAIR)
        ):
            continue
        when = naming.dated or When(start=naming.year, end=naming.year, basis="stated")
        if _is_to_come(when, annotated.document.published):
            continue
        stage = words.existing.get(naming.kind or "", "signed" if naming.year or naming.kind in FORMAL else "agreed")
        recalled = (when.start or "9999")[:YEAR] < (annotated.document.published or "9999")[:YEAR]
        found.append(replace(_existing(naming, agreement, stage, "year", when), background=recalled))
    return found


def _is_to_come(when: When, published: str | None) -> bool:
    """Whether a time begins after the report: "talks on a treaty in May" date no treaty."""
    return bool(when.start and published and when.start > published[: len(when.start)])


def welcomed(annotated: Annotated, agreements: Iterable[Agreement], steps: Iterable[Dated], words: Agreements) -> list[Dated]:
    """What somebody welcomes that others made, and nothing else tells so: "hailed the accord between Chad and Niger" was agreed."""
    made = {id(step.told.agreement) for step in steps if step.told.stage not in AHEAD}
    when = When(start=annotated.document.published, end=annotated.document.published, basis="published")
    found: list[Dated] = []
    for agreement in agreements:
        known = _is_fresh(annotated, agreement)
        namings = (n for n in agreement.namings if (known or len(n.states) >= PAIR) and not n.plural)
        naming = next((n for n in namings if _is_welcomed(annotated, n, words)), None)
        if naming is not None and (known or agreement.treaty is None) and id(agreement) not in made:
            step = _existing(naming, agreement, "agreed", "welcomed", when if when.start else When())
            found.append(replace(step, background=False))
    return found


def on_offer(annotated: Annotated, agreements: Iterable[Agreement], steps: Iterable[Dated], words: Agreements) -> list[Dated]:
    """What lies "on the table", or what somebody's proposal is for, was proposed where nothing else tells so."""
    told = {id(step.told.agreement) for step in steps if step.told.stage == "proposed"}
    found: list[Dated] = []
    for agreement in agreements:
        laid = ((n, "table") for n in agreement.namings if _is_laid(annotated.parse, n, words))
        meant = ((n, "proposal") for n in agreement.namings if _is_proposed(annotated.parse, n, words))
        naming, sign = next(iter((*laid, *meant)), (None, ""))
        if naming is not None and id(agreement) not in told:
            step = _existing(naming, agreement, "proposed", sign, When(end=annotated.document.published))
            found.append(replace(step, background=False))
    return found


def _is_laid(parse: Parse, naming: Naming, words: Agreements) -> bool:
    """Whether words that say so follow a name, or the first verb after it: "the deal that is on the table"."""
    end = parse.sentences[parse.sentence_of[naming.token]][1]
    for token in range(naming.token + 1, min(end, naming.token + FAR)):
        verb = parse.pos[token] == "VERB"
        first = token + 1 if verb else token
        if " ".join(parse.words[first : first + LAID]).lower() in words.words["negotiating.laid"]:
            return True
        if verb or parse.pos[token] == "PUNCT":
            return False
    return False


def _is_proposed(parse: Parse, naming: Naming, words: Agreements) -> bool:
    """Whether a proposal says what to do about it: "an offer to hold talks on a treaty", "a proposal aimed at making peace by a treaty"."""
    for place in list(parse.ancestors(naming.token))[:DEEP]:
        head = parse.heads[place]
        if parse.labels[place] == "acl" and parse.pos[place] == "VERB":
            return naming.indefinite and parse.lemmas[head].lower() in words.words["negotiating.proposals"]
        if parse.labels[place] == "acl:relcl" or (parse.pos[place] == "VERB" and parse.tags[place] not in {"VB", "VBG"}):
            return False
    return False


def presupposed(annotated: Annotated, agreements: Iterable[Agreement], steps: Iterable[Dated], words: Agreements) -> list[Dated]:
    """What something is done under, or of which it is told what it is to do, and nothing else: "fell under the accord" was agreed."""
    steps = tuple(steps)
    named = {id(step.told.agreement) for step in steps}
    told = {id(step.told.agreement) for step in steps if step.told.stage not in AHEAD or step.told.mark is not None}
    found: list[Dated] = []
    for agreement in agreements:
        if agreement.treaty is not None or id(agreement) in told or len(agreement.parties) < PAIR:
            continue
        clear = [n for n in agreement.namings if n.strength and not n.plural]
        sure = (n for n in clear if _is_presupposed(annotated.parse, n, words))
        meant = (n for n in clear if id(agreement) not in named and _is_told_of(annotated, n, words))
        naming = next(iter((*sure, *meant)), None)
        if naming is not None:
            found.append(_existing(naming, agreement, "agreed", "presupposed", When(end=annotated.document.published)))
    return found


def _is_presupposed(parse: Parse, naming: Naming, words: Agreements) -> bool:
    """Whether a name that says which one is meant stands where only what exists does, in a clause that is not only imagined."""
    lists, head = words.words, parse.heads[naming.token]
    there = preposition(parse, naming.token) in lists["negotiating.presupposed"] or parse.lemmas[head] in lists["negotiating.presupposing"]
    return there and _is_one_meant(naming) and not _is_imagined(parse, naming, words)


def _is_one_meant(naming: Naming) -> bool:
    """Whether a name says which one is meant: "the accord", "a Chad-Niger accord"."""
    return naming.definite or len(naming.states) >= PAIR


def _is_imagined(parse: Parse, naming: Naming, words: Agreements) -> bool:
    """Whether the clause that a name stands in is only imagined: "under the deal Chad would pay"."""
    clause = next((t for t in parse.ancestors(naming.token) if parse.pos[t] in {"VERB", "AUX"}), -1)
    return clause >= 0 and any(parse.lemmas[c].lower() in words.words["negotiating.open"] for c in parse.dependents(clause, "aux"))


def _is_told_of(annotated: Annotated, naming: Naming, words: Agreements) -> bool:
    """Whether a name goes on with what is to be done by it, and nobody is only to make it: "pointed to the accord to share the river"."""
    parse = annotated.parse
    clauses = [c for c in parse.dependents(naming.token, "acl") if parse.tags[c] == "VB" and c > naming.token]
    to_do = any(parse.tags[t] == "TO" for c in clauses for t in parse.dependents(c, "mark", "aux"))
    clause = next((t for t in parse.ancestors(naming.token) if parse.pos[t] == "VERB"), -1)
    sought = clause in annotated.marks or words.support.get(parse.lemmas[clause]) == "planned"
    open_ = clause >= 0 and sought and parse.labels[naming.token] in {"obj", "nsubj", "nsubj:pass"}
    return to_do and _is_one_meant(naming) and not (open_ or _is_imagined(parse, naming, words))


def _existing(naming: Naming, agreement: Agreement, stage: str, sign: str, when: When) -> Dated:
    """The step that a name lets know by some sign."""
    told = StepMention(
        token=naming.token,
        stage=stage,
        agreement=agreement,
        naming=naming,
        takers=(),
        mediators=(),
        mark=None,
        rule=f"steps/{stage}/{sign}",
        existence=True,
    )
    return Dated(told=told, when=when, background=True)


def _is_fresh(annotated: Annotated, agreement: Agreement) -> bool:
    """Whether it is a well-known agreement of a few states that was signed in the months before the report, if ever."""
    treaty, published = agreement.treaty, annotated.document.published or ""
    if treaty is None or len(treaty.parties) < PAIR:
        return False
    return not treaty.signed or treaty.signed[:YEAR] == published[:YEAR]


def _is_welcomed(annotated: Annotated, naming: Naming, words: Agreements) -> bool:
    """Whether a naming is what a verb such as "hail" is about, that says so of a fact."""
    parse, head = annotated.parse, annotated.parse.heads[naming.token]
    about = parse.labels[naming.token] == "obj" or (parse.labels[naming.token] == "obl" and parse.dependent(head, "obj") is not None)
    open_ = head in annotated.marks and not _is_purpose(parse, head)
    return about and parse.lemmas[head] in words.words["negotiating.welcomed"] and not open_


def _is_purpose(parse: Parse, verb: int) -> bool:
    """Whether somebody did what he did for this: "spoke with Chad's president to congratulate him on the pact"."""
    return parse.tags[verb] == "VB" and parse.labels[verb] in {"advcl", "xcomp"} and parse.tags[parse.heads[verb]] == "VBD"


def still_negotiated(parse: Parse, agreements: Iterable[Agreement], steps: Iterable[Dated], words: Agreements) -> list[Dated]:
    """What could not be agreed, is to be agreed yet, or was after talks, was negotiated, where the report does not say that itself."""
    found: list[Dated] = []
    for agreement in agreements:
        own = [step for step in steps if step.told.agreement is agreement]
        stages = {step.told.stage for step in own}
        open_ = next((s for s in own if s.told.stage == "agreed" and _is_open(s.told)), None)
        own = [] if agreement.kinds & words.texts else own  # what is issued after talks need not have been their matter
        talked = next((s for s in own if s.told.stage == "agreed" and _is_after_talks(parse, s.told.token, words)), None)
        open_ = open_ if open_ is not None and all(s.told.mark for s in own) else talked
        if open_ is not None and "negotiated" not in stages:
            told = replace(open_.told, stage="negotiated", mark=None, rule="steps/negotiated/open", existence=True)
            found.append(Dated(told=told, when=When(), background=open_.background))
    return found


def _is_open(told: StepMention) -> bool:
    """Whether it is denied that an agreement was reached, or one is to be; of one that has its title by then the text is made."""
    modality = told.mark.modality if told.mark is not None else "asserted"
    return modality == "denied" or (modality == "planned" and not any(naming.title for naming in told.agreement.namings))


def _is_after_talks(parse: Parse, token: int, words: Agreements) -> bool:
    """Whether its sentence says that talks went before it: "reached a deal after months of negotiations"."""
    after = words.words["negotiating.after"]
    inside = range(*parse.sentences[parse.sentence_of[token]])
    return any(
        parse.lemmas[t].lower() in words.words["negotiating.nouns"]
        and any(parse.lemmas[c].lower() in after for head in (t, parse.heads[t]) for c in parse.dependents(head, "case"))
        for t in inside
    )
