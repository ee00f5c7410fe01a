"""Statements in the making: what quotations and grammar found, put together so that nothing is told twice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.extract.statements.speakers.voice import Voice, speaker_of
from dragoman.extract.statements.speech.channels import is_outlet
from dragoman.extract.statements.speech.cues import Cue, find_cues
from dragoman.extract.statements.speech.parts import Reported
from dragoman.extract.statements.speech.quoted import Passage, PassageFinder
from dragoman.extract.statements.speech.reported import SOURCE, all_reported, clause_of
from dragoman.extract.statements.speech.transcripts import find_turns
from dragoman.extract.statements.speech.units import Unit, units_of
from dragoman.knowledge.rows.statements import CLAUSE, INFINITIVE, OBJECT, QUOTE, VOICED, Statements
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.text import Span

# Share of right contents on news hand-coded for who said what, rounded; a phrase after a preposition is like an object.
SCORES = {QUOTE: 0.95, CLAUSE: 0.85, SOURCE: 0.8, INFINITIVE: 0.7, VOICED: 0.6, OBJECT: 0.6}
WEAK = 0.5  # of an attitude
GUESSED = 0.5  # of a quotation whose speaker is taken from what stands before
FINITE = frozenset({"VBD", "VBZ"})
REACH = 2  # tokens between what is reported and a quotation that belongs to it
NEUTRAL = "neutral"  # the stance of speech that shows none
UNSURE = frozenset({"alone", "goes on"})
DASHES = frozenset({"-", "--", "–", "—", "―"})
SAME = 5  # words: a quotation whose first ones another has too is that one again


@dataclass(slots=True, kw_only=True)
class Draft:
    """A statement in the making. ``rule`` names how it was found; ``words`` are the spans reported, ``quoted`` those in marks."""

    cue: Cue | None
    rule: str
    words: list[Span]
    quoted: list[Span]
    stance: str
    score: float
    relay: Voice | None = None
    label: Span | None = None  # the words for the speaker, where they are the label of a turn


def find_drafts(annotated: Annotated, words: Statements) -> list[Draft]:
    """All that is said in a document, in text order."""
    parse = annotated.parse
    units = _without_pulled(parse, annotated.document.text, units_of(parse, annotated.document.text, annotated.quotations))
    inside = frozenset(t for unit in units for t in range(unit.low, unit.high))
    cues = {cue.token: cue for cue in find_cues(parse, words, inside)}
    reported = all_reported(parse, cues, words)
    quotations = _Quotations(units)
    quotations.reach(parse, reported.values())
    held = {unit.number: token for token, found in reported.items() for unit in quotations.in_clause(found)}
    told = frozenset(token for token, found in reported.items() if found.shape == CLAUSE and (found.low < token or _is_main(parse, token)))
    finder = PassageFinder(parse=parse, cues=cues, held=held, told=told, lemmas=words.verbs, quoted=inside)
    drafts = _put_together(parse, finder.find(units), reported, quotations)
    for turn in find_turns(parse):
        score = SCORES[QUOTE]
        drafts.append(Draft(cue=turn.cue, rule="turn", words=[turn.words], quoted=[], stance=NEUTRAL, score=score, label=turn.label))
    drafts.sort(key=lambda draft: (draft.words[0].start, -draft.words[-1].end, draft.cue.token if draft.cue else -1))
    return _outermost(parse, drafts, words)


def _without_pulled(parse: Parse, text: str, units: list[Unit]) -> list[Unit]:
    """Quotations without those set apart as an ornament, between a dash and a name, whose words the report tells elsewhere."""
    said = [" ".join(unit.inner.of(text).casefold().split()) for unit in units]

    def again(number: int) -> bool:
        opening = said[number].split()[:SAME]
        return len(opening) == SAME and any(" ".join(opening) in other for place, other in enumerate(said) if place != number)

    return [unit for number, unit in enumerate(units) if not (_stands_apart(parse, unit) and again(number))]


def _stands_apart(parse: Parse, unit: Unit) -> bool:
    """Whether a paragraph is a quotation, a dash and a few words for who said it."""
    low, high = parse.paragraphs[parse.paragraph_of[unit.low]]
    return unit.low == low and unit.high < high <= unit.high + REACH * SAME and parse.words[unit.high] in DASHES


def _is_main(parse: Parse, verb: int) -> bool:
    """Whether a verb is that of a sentence, with its subject."""
    return parse.heads[verb] == verb and parse.dependent(verb, "nsubj") is not None


class _Quotations:
    """The quotations of a text, found by tokens."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.lows = [unit.low for unit in units]
        self.highs = [unit.high for unit in units]

    def in_range(self, low: int, high: int) -> list[Unit]:
        """Those that share a token with a range."""
        return self.units[bisect_right(self.highs, low) : bisect_left(self.lows, high)]

    def touching(self, found: Reported) -> list[Unit]:
        """Those that share a token with what is reported."""
        return list({unit.number: unit for low, high in found.parts for unit in self.in_range(low, high)}.values())

    def in_clause(self, found: Reported) -> Iterator[Unit]:
        """Those that share words with what is reported, where some words of it stand outside the marks."""
        for unit in self.touching(found):
            if any(low < unit.low or high > unit.high for low, high in found.parts):
                yield unit

    def reach(self, parse: Parse, reported: Iterable[Reported]) -> None:
        """Let what is reported take in a quotation that follows at once: 'called the raid "folly"', 'it was "in ruins"'."""
        for found in reported:
            place = bisect_left(self.lows, found.high)
            if place == len(self.units) or self.lows[place] - found.high > REACH:
                continue
            unit, between = self.units[place], range(found.high, self.lows[place])
            if parse.sentence_of[found.high - 1] != parse.sentence_of[unit.low]:
                continue
            joined = unit.finite and any(parse.pos[t] == "CCONJ" for t in between)  # 'said that it "holds," but "not for long"'
            if joined or not any(parse.pos[t] == "PUNCT" for t in between):
                found.parts.append((found.high, unit.high))


def _put_together(parse: Parse, passages: list[Passage], reported: Mapping[int, Reported], quotations: _Quotations) -> list[Draft]:
    """One draft for each passage, and for each thing reported that is no part of one."""
    passages = [passage for passage in passages if not _inside(parse, passage, reported)]
    covered = {unit.number for passage in passages for unit in passage.units}
    drafts, merged = [], set()
    for passage in passages:
        clause = None
        if passage.cue is not None and passage.how not in UNSURE:
            clause = reported.get(passage.cue.token)
            apart = passage.how == "adds" or (clause is not None and clause.low > max(passage.cue.token, passage.units[-1].low))
            if clause is None or not apart or _leads_to(clause, passage):
                merged.add(passage.cue.token)
        drafts.append(_of_passage(parse, passage, clause, quotations, covered))
    for token, found in reported.items():
        touching = quotations.touching(found)
        passes_on = found.shape == SOURCE and clause_of(parse, found.cue) in merged
        told = bool(touching) and all(unit.number in covered for unit in touching) and not _brought_inside(parse, found, passages)
        if token not in merged and (passes_on or not told):
            drafts.append(_of_grammar(parse, found, touching))
    return drafts


def _inside(parse: Parse, passage: Passage, reported: Mapping[int, Reported]) -> bool:
    """Whether a passage is part of what another cue reports, which then takes it in: 'told them that the letter shows "..."'."""
    if passage.cue is None or passage.how != "before" or parse.labels[passage.cue.token] != "ccomp":
        return False
    outer = reported.get(parse.heads[passage.cue.token])
    if outer is None or outer.shape != CLAUSE or not outer.low <= passage.cue.token < outer.high:
        return False
    outer.parts += [(unit.low, unit.high) for unit in passage.units]
    return True


def _brought_inside(parse: Parse, found: Reported, passages: list[Passage]) -> bool:
    """Whether a participle in what is reported brings a quotation behind it: 'said that it was late, adding: "We wait."'."""
    cues = [passage.cue.token for passage in passages if passage.cue is not None and passage.how == "before"]
    return found.shape == CLAUSE and any(found.low < t < found.high and parse.tags[t] == "VBG" and parse.words[t - 1] == "," for t in cues)


def _of_passage(parse: Parse, passage: Passage, clause: Reported | None, quotations: _Quotations, covered: set[int]) -> Draft:
    """The draft of a passage, with the clause that leads to it, if one does."""
    units, rule = list(passage.units), f"{QUOTE}, {passage.how}"
    spans = [unit.outer for unit in units]
    if clause is not None and _leads_to(clause, passage):
        inner = quotations.touching(clause)
        if not any(unit.number in covered for unit in inner):
            units = sorted([*units, *inner], key=lambda unit: unit.low)
            spans = _joined([parse.span(low, high) for low, high in clause.parts], units)
            rule = f"{CLAUSE} and {QUOTE}"
    word = passage.cue.word(QUOTE) if passage.cue is not None else None
    return Draft(
        cue=passage.cue,
        rule=rule,
        words=spans,
        quoted=[unit.inner for unit in units],
        stance=word.stance if word is not None else NEUTRAL,
        score=GUESSED if passage.how in UNSURE else SCORES[QUOTE],
    )


def _of_grammar(parse: Parse, found: Reported, touching: list[Unit]) -> Draft:
    """The draft of what a construction reports."""
    weak = found.word is not None and found.word.weak
    return Draft(
        cue=found.cue,
        rule=found.shape,
        words=_joined([parse.span(low, high) for low, high in found.parts], touching),
        quoted=[unit.inner for unit in touching],
        stance=found.word.stance if found.word else NEUTRAL,
        score=WEAK if weak else SCORES.get(found.shape, SCORES[OBJECT]),
    )


def _leads_to(clause: Reported, passage: Passage) -> bool:
    """Whether a clause and the quotations after it are one: 'It will end, he said. "We are ready."', 'He said it was so: "..."'."""
    first, cue = passage.units[0].low, clause.cue.token
    if clause.shape != CLAUSE or clause.high > first:
        return False
    return clause.high <= cue < first or (passage.how == "before" and clause.low > cue)


def _joined(spans: list[Span], units: list[Unit]) -> list[Span]:
    """Spans widened by the quotations they touch, so that no quotation is cut."""
    found: list[Span] = []
    for piece in sorted([*spans, *(unit.outer for unit in units)]):
        if found and piece.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return found


def _outermost(parse: Parse, drafts: list[Draft], words: Statements) -> list[Draft]:
    """Without what is reported inside what another reports: that is told by the outer speaker, in whose words it stands.

    Of who only passes on what another said, the inner one is kept, with its relay: '"...," he said, according to the agency'.
    """
    passed_on = _relay(parse, drafts, words)
    inside = bytearray(parse.ends[-1] + 1 if len(parse) else 0)
    kept: list[Draft] = []
    for number, draft in enumerate(drafts):
        if number in passed_on:
            continue
        if draft.cue is not None and inside[parse.starts[draft.cue.token]]:
            own = _has_own_speaker(parse, draft.cue.token) or _only_reported(parse, draft, kept, words) or _was_asked(parse, draft, kept)
            if draft.quoted and own:
                _take_out(draft, kept)
            elif parse.tags[draft.cue.token] == "VBG":
                _take_in(draft, next(d for d in reversed(kept) if any(w.start <= parse.starts[draft.cue.token] < w.end for w in d.words)))
            continue
        if all(inside[span.start] and inside[span.end - 1] for span in draft.words):
            continue  # "to offer [support]", where the noun is a word of speech itself
        kept.append(draft)
        for span in draft.words:
            inside[span.start : span.end] = b"\1" * len(span)
    return kept


def _only_reported(parse: Parse, inner: Draft, kept: list[Draft], words: Statements) -> bool:
    """Whether an outlet or witnesses tell at the end of a sentence what another said in it: 'He called it "a farce", the daily said.'."""
    if inner.cue is None:
        return False
    place = parse.starts[inner.cue.token]
    outer = next((d for d in reversed(kept) if any(w.start <= place < w.end for w in d.words)), None)
    if outer is None or outer.cue is None or outer.rule != CLAUSE or outer.cue.token < inner.cue.token:
        return False
    voice, own = _voice(parse, outer, words), _voice(parse, inner, words)
    if own is None or voice is None or own.word == voice.word:
        return False
    return is_outlet(parse, voice.word, words) or parse.lemmas[voice.word].lower() in words.private | words.press


def _was_asked(parse: Parse, inner: Draft, kept: list[Draft]) -> bool:
    """Whether the verb around words in marks is only the question to which they answer: 'Asked if it would end, he replied: "No."'."""
    if inner.cue is None or parse.tags[inner.cue.token] not in FINITE:
        return False
    place = parse.starts[inner.cue.token]
    outer = next((d for d in reversed(kept) if any(w.start <= place < w.end for w in d.words)), None)
    if outer is None or outer.cue is None or parse.tags[outer.cue.token] != "VBN":
        return False
    asked = outer.cue.token
    own = parse.dependent(asked, "nsubj", "aux") if parse.dependent(asked, "aux:pass") is None else parse.dependent(asked, "obl:agent")
    return own is None


def _has_own_speaker(parse: Parse, verb: int) -> bool:
    """Whether a participle tells by whom something is said: "hailed by Chad", "a report proclaiming"."""
    agent = parse.tags[verb] == "VBN" and parse.dependent(verb, "obl:agent") is not None
    return parse.labels[verb] == "acl" and (agent or parse.tags[verb] == "VBG")


def _take_out(inner: Draft, kept: list[Draft]) -> None:
    """Keep what a participle brings in another's words, with its marks: 'said that the deal, hailed by Chad as "just", ...'."""
    for outer in kept:
        outer.quoted = [span for span in outer.quoted if span not in inner.quoted]
    kept.append(inner)


def _take_in(inner: Draft, outer: Draft) -> None:
    """Give the outer speaker the quotations that another verb of his words brings behind them: 'said it was wrong, asking: "Why?"'."""
    beyond = [span for span in inner.quoted if span.start >= outer.words[-1].end]
    outer.words += [word for word in inner.words if any(word.start <= span.start and span.end <= word.end for span in beyond)]
    outer.quoted += beyond


def _relay(parse: Parse, drafts: list[Draft], words: Statements) -> set[int]:
    """Give relays to what they pass on; the numbers of the drafts that do no more than that."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        if draft.cue is not None:
            by_sentence[parse.sentence_of[draft.cue.token]].append(number)
    found = set()
    for some in by_sentence.values():
        for outer in some:
            for inner in some:
                if inner != outer and _passes_on(parse, drafts[outer], drafts[inner], words):
                    drafts[inner].relay = _voice(parse, drafts[outer], words)
                    found.add(outer)
    return found


def _passes_on(parse: Parse, outer: Draft, inner: Draft, words: Statements) -> bool:
    """Whether all that one reports is that another said something, and it is a source or an outlet."""
    if outer.cue is None or inner.cue is None or inner.cue.source is not None:
        return False
    said = inner.cue.token
    if outer.rule == SOURCE:
        start = parse.starts[said]
        if all(parse.pos[t] == "PUNCT" for t in range(said + 1, outer.cue.token)) and said < outer.cue.token:
            return True  # "said, according to the agency, that ..."
        return clause_of(parse, outer.cue) == said and outer.words[0].start <= start < outer.words[-1].end
    if outer.rule != CLAUSE or parse.heads[said] != outer.cue.token or parse.labels[said] != "ccomp":
        return False
    voice = _voice(parse, outer, words)
    return voice is not None and is_outlet(parse, voice.word, words)


def _voice(parse: Parse, draft: Draft, words: Statements) -> Voice | None:
    return None if draft.cue is None else speaker_of(parse, draft.cue, words)
