"""Which stage a verb tells of an agreement, and whether it is done, planned, only thought of, or still worked for."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.agreements.naming.names import Naming
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.knowledge.rows.phrases import Pattern
from dragoman.model.annotated import Annotated
from dragoman.model.mention import Mark
from dragoman.model.parse import Parse
from dragoman.model.syntax import direct_object

PAST = frozenset({"VBD", "VBN", "VBG"})
SIGNED, RATIFIED, REJECTED, APPROVED, IMPLEMENTED = "signed", "ratified", "rejected", "approved", "implemented"
HELD_BACK = frozenset({"initialled", "signed", "approved", "ratified"})  # stages of a text that is there: who will not take them rejects it
POLITICAL = frozenset({"declaration", "arrangement"})  # kinds that nobody ratifies
OUTSIDE = 2  # tokens before a phrase that may introduce it
OPEN = frozenset({"planned", "conditional"})  # modalities of a clause that its adjuncts share


def stage_told(annotated: Annotated, verb: int, pattern: Pattern, naming: Naming, words: Agreements) -> tuple[str, Mark | None]:
    """The stage that a verb tells here, and its modality: who refuses to sign rejects, who passes a bill to carry it out approves."""
    stage, mark = _stage_told(annotated, verb, pattern, naming, words)
    if stage == IMPLEMENTED and naming.title and _is_needed(annotated.parse, verb, words):
        return stage, Mark(modality="planned", cue=annotated.parse.token_span(annotated.parse.heads[verb]))
    if stage == IMPLEMENTED and (passing := _passing(annotated.parse, verb, words)) is not None:
        return APPROVED, annotated.marks.get(passing)
    if stage == RATIFIED and pattern.head in words.words["name.joining"] and naming.kind in POLITICAL:
        return SIGNED, mark
    if stage in HELD_BACK and mark is not None and mark.modality == "denied" and _is_refused(annotated.parse, verb, words):
        above = annotated.marks.get(annotated.parse.heads[verb])
        return REJECTED, above if above is not None and above.modality in {*OPEN, "alleged"} else None
    return stage, mark


def _passing(parse: Parse, verb: int, words: Agreements) -> int | None:
    """The verb by which a bill is passed that is to carry an agreement out: "passed a bill to implement the pact"."""
    if parse.tags[verb] != "VB" or parse.labels[verb] not in {"acl", "acl:relcl", "advcl", "xcomp"}:
        return None
    above = parse.heads[verb]
    bill = above if parse.pos[above] == "NOUN" else direct_object(parse, above)
    passing = parse.heads[above] if bill == above else above
    said = bill is not None and parse.lemmas[bill].lower() in words.words["lawmaking.bills"]
    return passing if said and parse.lemmas[passing].lower() in words.words["lawmaking.passing"] else None


def _is_refused(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether somebody will not do it: "refused to sign the pact", "its refusal to ratify it"."""
    return parse.tags[verb] == "VB" and parse.lemmas[parse.heads[verb]].lower() in words.words["failing.refusing"]


def _stage_told(annotated: Annotated, verb: int, pattern: Pattern, naming: Naming, words: Agreements) -> tuple[str, Mark | None]:
    parse = annotated.parse
    mark = None if _is_first(parse, verb, words) else annotated.marks.get(verb)
    if mark is not None and mark.modality == "conditional" and _is_once(parse, verb, words):
        mark = replace(mark, modality="planned")
    mark = mark or notional(parse, naming, words)
    if pattern.denied and mark is None:
        return pattern.code, Mark(modality="denied", cue=parse.token_span(verb))
    mark = mark or _of_place(annotated, verb, pattern, naming, words)
    alone = pattern.head in words.words["negotiating.alone"]
    stage = pattern.code if alone else _while_negotiating(parse, verb, pattern.code, words, mark)
    if stage != pattern.code and (ahead := _worked_for_later(annotated, verb, words)) is not None:
        return pattern.code, ahead
    if stage != pattern.code and mark is not None and mark.modality != "denied":
        return stage, None  # what is only worked for is worked for indeed
    if stage == "agreed" and mark is None and _is_unfinished(parse, verb, words) and not _is_proclaimed(parse, verb, words):
        if alone:
            return "agreed", Mark(modality="conditional", cue=parse.token_span(verb))  # "pressed Chad to accept a truce"
        above = annotated.marks.get(parse.heads[verb])
        return ("agreed", above) if above is not None and above.modality == "conditional" else ("negotiated", None)
    open_text = naming.definite and not naming.plural and pattern.head in words.words["negotiating.going"]
    if stage == "agreed" and open_text and mark is not None and mark.modality == "conditional":
        return "negotiated", None  # "the need to finalise the treaty", "if the treaty is concluded": there are talks on one
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
        above = annotated.marks.get(parse.heads[verb])  # "is not complying with it", "accused of failing to comply with it"
        return broken, above if above is not None and above.modality == "alleged" else None
    return stage, mark


def _is_once(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether what is to come waits for it, as for a thing that will be: "once approved, the pact would lower tolls"."""
    said = any(parse.lemmas[c].lower() in words.words["notional.awaited"] for c in parse.dependents(verb, "mark", "advmod"))
    return said and parse.tags[verb] == "VBN"


def _is_needed(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether it is only said how much it matters that it is done: "the need to implement the pact"."""
    return parse.labels[verb].startswith("acl") and parse.lemmas[parse.heads[verb]].lower() in words.words["unfinished.wished"]


def _is_first(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether somebody became the one to do it, and so did: "became the first state to join the accords"."""
    role = next((c for c in parse.dependents(parse.heads[verb], "xcomp") if c < verb), -1)
    became = parse.labels[verb] == "xcomp" and parse.tags[verb] == "VB" and parse.tags[parse.heads[verb]] in PAST
    return became and role >= 0 and parse.lemmas[role].lower() in words.words["unfinished.ordinal"]


def _is_wanted(annotated: Annotated, verb: int) -> Mark | None:
    """The modality of a bare form that nobody does: one of a list of what somebody is to do, or joined to an infinitive before it."""
    parse, head = annotated.parse, annotated.parse.heads[verb]
    own = parse.dependent(verb, "nsubj", "nsubj:pass", "aux", "aux:pass") is not None
    if own or parse.tags[verb] != "VB" or parse.pos[verb] != "VERB":
        return None
    if parse.labels[verb] == "root":
        return Mark(modality="planned", cue=parse.token_span(verb))
    if parse.labels[verb] not in {"conj", "dep"} or parse.tags[head] not in {"VBD", "VBZ", "VBP"}:
        return None
    asked = next((t for t in parse.dependents(head, "xcomp", "ccomp", "advcl") if head < t < verb and parse.tags[t] == "VB"), -1)
    return annotated.marks.get(asked, Mark(modality="planned", cue=parse.token_span(verb))) if asked >= 0 else None


def _is_compared(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether it is only said what it would bring: "the sooner a deal is struck, the better"."""
    more = (c for c in parse.dependents(verb, "advmod") if parse.tags[c] in {"RBR", "JJR"} and c < verb)
    return any(c > 0 and parse.words[c - 1].lower() in words.words["name.pointing"] for c in more)


def _of_place(annotated: Annotated, verb: int, pattern: Pattern, naming: Naming, words: Agreements) -> Mark | None:
    """The modality that a verb has by the pattern and by where it stands, if no sign of its clause tells one."""
    parse = annotated.parse
    above = parse.token_span(parse.heads[verb])
    if (wanted := _is_wanted(annotated, verb)) is not None:
        return wanted
    if _is_compared(parse, verb, words):
        return Mark(modality="conditional", cue=parse.token_span(verb))
    going = parse.labels[verb] == "xcomp" and parse.words[parse.heads[verb]].lower() in words.words["unfinished.going"]
    if going or pattern.planned or _awaited(annotated, verb, words) or _is_ahead(parse, verb, words) or _is_open(parse, verb, words):
        return Mark(modality="planned", cue=parse.token_span(verb))
    if pattern.code == "agreed" and _is_spoken_of(parse, verb, naming):
        return Mark(modality="conditional", cue=parse.token_span(verb))
    toying = parse.tags[verb] == "VBG" and parse.lemmas[parse.heads[verb]].lower() in words.words["unfinished.toying"]
    if toying or _is_urged(parse, verb, words):
        return Mark(modality="conditional", cue=above)
    if parse.labels[verb] == "advcl" and parse.lemmas[parse.heads[verb]].lower() in words.words["unfinished.soon"]:
        return Mark(modality="conditional", cue=above)
    holder = parse.heads[naming.token]
    if (
        parse.tags[verb] == "VBN"
        and parse.heads[verb] == naming.token
        and parse.lemmas[holder].lower() in words.words["unfinished.causing"]
    ):
        return annotated.marks.get(holder)
    if pattern.code == "violated" and _is_charged(parse, verb, words):
        return Mark(modality="alleged", cue=above)
    return None


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


def _is_proclaimed(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether to say so is to do it: "today we are launching a declaration"."""
    going = parse.tags[verb] == "VBG" and parse.dependent(verb, "aux") is not None
    return going and parse.lemmas[verb].lower() in words.words["unfinished.proclaiming"]


def _is_spoken_of(parse: Parse, verb: int, naming: Naming) -> bool:
    """Whether agreeing is only a thing to speak of: "Striking a deal.", "reaching an accord would be a triumph"."""
    bare = parse.tags[verb] == "VBG" and parse.dependent(verb, "aux", "nsubj", "mark", "case") is None
    alone = parse.labels[verb] in {"root", "csubj", "csubj:pass", "nsubj"} or parse.words[parse.edges[verb][0] - 1] == ":"
    return bare and naming.indefinite and alone


def _is_charged(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether somebody says so of another: "Chad said that Niger had broken the pact"."""
    return parse.labels[verb] == "ccomp" and parse.lemmas[parse.heads[verb]].lower() in words.words["unfinished.charging"]


def _was_unable(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether it was tried in vain: "could not agree on a declaration"."""
    able = any(parse.lemmas[c].lower() in words.words["failing.able"] for c in parse.dependents(verb, "aux"))
    if any(parse.lemmas[c].lower() in words.words["failing.supposed"] for c in parse.dependents(verb, "mark")):
        return False
    return able and parse.dependent(verb, "advmod:neg") is not None


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


def entry_awaited(annotated: Annotated, noun: int, words: Agreements) -> Mark | None:
    """The modality of a coming into force by what waits for it: "intend to change their laws for its entry", "within a year of it"."""
    parse, marks = annotated.parse, annotated.marks
    if parse.labels[noun] != "nmod":
        return None
    if parse.lemmas[parse.heads[noun]].lower() in words.words["unfinished.period"]:
        return Mark(modality="planned", cue=parse.token_span(noun))
    mark = next((marks[t] for t in parse.ancestors(noun) if t in marks), None)
    return mark if mark is not None and mark.modality in OPEN else None


def notional(parse: Parse, naming: Naming, words: Agreements) -> Mark | None:
    """What the article alone tells: "any deal signed" is thought of only, "no deal was signed" is a denial."""
    for child in parse.dependents(naming.token, "det"):
        if parse.lemmas[child] in words.words["notional.any"]:
            return Mark(modality="conditional", cue=parse.token_span(child))
        if parse.lemmas[child] in words.words["notional.none"]:
            return Mark(modality="denied", cue=parse.token_span(child))
    return None


def only_thought_of(parse: Parse, naming: Naming, mark: Mark | None, stage: str, words: Agreements) -> bool:
    """Whether a step is a mere possibility, of a stage that is recorded only as a fact, a plan or a denial, or of no agreement meant."""
    if words.stages[stage].bound and any(parse.lemmas[c] in words.words["notional.any"] for c in parse.dependents(naming.token, "det")):
        return naming.treaty is None  # "cannot be trusted to honour any pact"
    if mark is None or mark.modality != "conditional":
        return False
    nobody = any(parse.lemmas[c] in words.words["notional.any"] for c in parse.dependents(naming.token, "det")) and not naming.states
    return nobody or words.stages[stage].firm


def nominal_mark(annotated: Annotated, noun: int, words: Agreements) -> Mark | None:
    """The modality of a step that a noun tells: its own, or that of the verb of which it is an argument."""
    parse, marks, label = annotated.parse, annotated.marks, annotated.parse.labels[noun]
    talks = label == "obj" and parse.lemmas[noun].lower() in words.words["negotiating.nouns"]
    if talks and parse.lemmas[parse.heads[noun]] in words.words["negotiating.going"]:
        return None  # "steps to conclude negotiations": these go on
    if noun in marks:
        return marks[noun]
    if _stands_after(parse, noun, words.words["notional.subject"]):
        return Mark(modality="planned", cue=parse.token_span(noun))
    if label == "nsubj" and parse.lemmas[parse.heads[noun]].lower() in words.words["unfinished.possible"]:
        return Mark(modality="conditional", cue=parse.token_span(parse.heads[noun]))
    verb = governor(parse, noun)
    if verb < 0:
        return None
    if label == "nmod" and parse.lemmas[parse.heads[noun]].lower() in words.words["unfinished.wished"]:
        return Mark(modality="planned", cue=parse.token_span(noun))  # "the importance of the modernization of the pact"
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


def governor(parse: Parse, noun: int) -> int:
    """The verb that a noun, or the noun it belongs to, is an argument of; -1 for none."""
    for place in parse.ancestors(noun):
        if parse.pos[place] == "VERB":
            return place
        if parse.pos[place] not in {"NOUN", "PROPN"}:
            break
    return -1


def _stands_after(parse: Parse, noun: int, phrases: frozenset[str]) -> bool:
    """Whether such words introduce the phrase of a noun, however the parse has hung them: "subject to its approval"."""
    low = max(parse.sentences[parse.sentence_of[noun]][0], parse.edges[noun][0] - OUTSIDE)
    before = f" {' '.join(parse.words[low:noun]).lower()} "
    return any(f" {phrase} " in before for phrase in phrases)
