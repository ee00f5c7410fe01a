"""Statements: who said what, for which state, in which words, and through what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.extract.channels import channel_of, is_outlet
from dragoman.extract.quoted import Passage, Unit, find_passages, units_of
from dragoman.extract.reported import SOURCE, Cue, Reported, all_reported, clause_of, find_cues
from dragoman.extract.speakers import Voice, addressee_of, nearest_speaker, parties_of, relay_of, speaker_of, voice_span
from dragoman.extract.time import is_background, when_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.statements import CLAUSE, QUOTE, Statements
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import AnyClaim, Channel, Party, Provision, Statement, Step, claim_id
from dragoman.model.parse import Parse
from dragoman.model.ports import Trace
from dragoman.model.text import Issue, Span

VERSION = "1"
SCORES = {"quote": 0.95, "clause": 0.9, "source": 0.9, "infinitive": 0.7, "gerund": 0.7, "object": 0.6}
REACH = 2  # tokens between what is reported and a quotation that belongs to it
WEAK = 0.5  # score of an attitude
ALONE = 0.5  # score of a quotation whose speaker is guessed from what stands before


@dataclass(slots=True, kw_only=True)
class Draft:
    """A statement in the making: its cue, the spans of what is reported, and those in marks."""

    cue: Cue | None
    shape: str
    words: list[Span]
    quoted: list[Span]
    stance: str
    score: float
    relay: Voice | None = None


def extract_statements(annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...] = (), trace: Trace | None = None) -> Extraction:
    """All statements of a document, in text order; ``claims`` are those that they may be about."""
    parse, text, words = annotated.parse, annotated.document.text, knowledge.statements
    units = units_of(parse, text, annotated.quotations)
    inside = frozenset(t for unit in units for t in range(unit.low, unit.high))
    cues = {cue.token: cue for cue in find_cues(parse, words, inside)}
    reported = all_reported(parse, cues, words)
    _reach_quotations(parse, reported, units)
    held = {n: token for n, unit in enumerate(units) for token, found in reported.items() if _holds(found, unit)}
    told = frozenset(token for token, found in reported.items() if found.shape == CLAUSE and found.low < token)
    passages = find_passages(parse, text, units, cues, held, told, words.verbs)
    drafts = _drafts(parse, units, passages, reported)
    drafts.sort(key=lambda draft: (draft.words[0].start, -draft.words[-1].end, draft.cue.token if draft.cue else -1))
    drafts = _outermost(parse, drafts, words)
    maker = _Maker(annotated, knowledge, claims, trace)
    statements = tuple(statement for draft in drafts if (statement := maker.statement(draft)))
    return Extraction(claims=statements, issues=tuple(maker.issues))


def _holds(found: Reported, unit: Unit) -> bool:
    """Whether what is reported and a quotation share words, and some stand outside the marks."""
    return _overlaps(found, unit) and any(low < unit.low or high > unit.high for low, high in found.parts)


def _reach_quotations(parse: Parse, reported: Mapping[int, Reported], units: list[Unit]) -> None:
    """Let what is reported take in a quotation that follows it at once: 'called the raid "folly"', 'said it was "in ruins"'."""
    for found in reported.values():
        for unit in units:
            gap = unit.low - found.high
            if 0 <= gap <= REACH and not any(parse.pos[t] == "PUNCT" for t in range(found.high, unit.low)):
                if parse.sentence_of[found.high - 1] == parse.sentence_of[unit.low]:
                    found.parts.append((found.high, unit.high))


def _drafts(parse: Parse, units: list[Unit], passages: Iterable[Passage], reported: Mapping[int, Reported]) -> list[Draft]:
    """One draft for each passage, and for each thing reported that is no part of one."""
    drafts = []
    covered: set[int] = set()
    merged: set[int] = set()
    for passage in passages:
        covered |= {id(unit) for unit in passage.units}
    for passage in passages:
        spans = [unit.outer for unit in passage.units]
        quoted = [unit.inner for unit in passage.units]
        shape = f"quote-{passage.how}"
        word = passage.cue.word(QUOTE) if passage.cue is not None and passage.cue.words else None
        if passage.cue is not None and passage.how not in {"alone", "goes on"}:
            found = reported.get(passage.cue.token)
            if found is not None and _leads_to(found, passage) and not _touched(found, units, covered):
                inner = [unit for unit in units if id(unit) not in covered and _overlaps(found, unit)]
                spans = _joined([parse.span(low, high) for low, high in found.parts], [*passage.units, *inner])
                quoted = sorted([*quoted, *(unit.inner for unit in inner)])
                shape = found.shape
            merged.add(passage.cue.token)
        score = ALONE if passage.how in {"alone", "goes on"} else SCORES["quote"]
        stance = word.stance if word is not None else "neutral"
        drafts.append(Draft(cue=passage.cue, shape=shape, words=spans, quoted=quoted, stance=stance, score=score))
    for token, found in reported.items():
        touching = [unit for unit in units if _overlaps(found, unit)]
        if token in merged or (touching and all(id(unit) in covered for unit in touching)):
            continue
        spans = _joined([parse.span(low, high) for low, high in found.parts], touching)
        weak = found.word is not None and found.word.weak
        score = WEAK if weak else SCORES.get(found.shape, 0.6)
        stance = found.word.stance if found.word else "neutral"
        drafts.append(Draft(cue=found.cue, shape=found.shape, words=spans, quoted=[unit.inner for unit in touching], stance=stance, score=score))
    return drafts


def _leads_to(found: Reported, passage: Passage) -> bool:
    """Whether a clause and the quotations after it are one: 'It will end, he said. "We are ready."', 'He said that it was so: "..."'."""
    if found.shape != CLAUSE or found.high > passage.units[0].low:
        return False
    return found.high <= found.cue.token < passage.units[0].low or (passage.how == "before" and found.low > found.cue.token)


def _overlaps(found: Reported, unit: Unit) -> bool:
    return any(low < unit.high and unit.low < high for low, high in found.parts)


def _touched(found: Reported, units: list[Unit], covered: set[int]) -> bool:
    """Whether what is reported is, in part, a quotation that already stands in a passage."""
    return any(id(unit) in covered and _overlaps(found, unit) for unit in units)


def _outermost(parse: Parse, drafts: list[Draft], words: Statements) -> list[Draft]:
    """Without what is reported inside what another reports: that is told by the outer speaker, in whose words it stands.

    Of who only passes on what another said, the inner one is kept, with its relay: '"...," he said, according to the agency'.
    """
    relays = {id(outer): inner for outer in drafts for inner in drafts if inner is not outer and _passes_on(parse, outer, inner, words)}
    for outer in drafts:
        inner = relays.get(id(outer))
        if inner is not None and outer.cue is not None:
            inner.relay = speaker_of(parse, outer.cue, words)
    kept: list[Draft] = []
    for draft in drafts:
        if id(draft) in relays:
            continue
        cue = -1 if draft.cue is None else parse.starts[draft.cue.token]
        if not any(span.start <= cue < span.end for other in kept for span in other.words):
            kept.append(draft)
    return kept


def _passes_on(parse: Parse, outer: Draft, inner: Draft, words: Statements) -> bool:
    """Whether all that one reports is that another said something, and it is a source or an outlet."""
    if outer.cue is None or inner.cue is None or inner.cue.source is not None or parse.sentence_of[outer.cue.token] != parse.sentence_of[inner.cue.token]:
        return False
    if outer.shape == SOURCE:
        return clause_of(parse, outer.cue) == inner.cue.token and outer.words[0].start <= parse.starts[inner.cue.token] < outer.words[-1].end
    if outer.shape != CLAUSE or inner.cue.token not in parse.children[outer.cue.token] or parse.labels[inner.cue.token] != "ccomp":
        return False
    voice = speaker_of(parse, outer.cue, words)
    return voice is not None and is_outlet(parse, voice.word, words)


def _joined(spans: list[Span], units: list[Unit]) -> list[Span]:
    """Spans widened by the quotations they touch, so that no quotation is cut."""
    pieces = sorted([*spans, *(unit.outer for unit in units)])
    found: list[Span] = []
    for piece in pieces:
        if found and piece.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return found


class _Maker:
    """Turns drafts into statements, in text order; remembers who issued which document."""

    def __init__(self, annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...], trace: Trace | None) -> None:
        self.annotated = annotated
        self.parse: Parse = annotated.parse
        self.knowledge = knowledge
        self.words: Statements = knowledge.statements
        self.claims = [claim for claim in claims if not isinstance(claim, Statement)]
        self.trace = trace
        self.issues: list[Issue] = []
        self.issuers: dict[str, tuple[Party, ...]] = {}
        self.last: tuple[Party, ...] = ()
        self.last_paragraph = -2

    def statement(self, draft: Draft) -> Statement | None:
        """The statement of a draft."""
        parse, text = self.parse, self.annotated.document.text
        content = [(t[0], t[-1] + 1) for span in draft.words if len(t := parse.tokens_in(span))]
        if not content:
            return None
        cue = draft.cue
        anchor = cue.token if cue is not None else content[0][0]
        voice = speaker_of(parse, cue, self.words) if cue is not None else nearest_speaker(parse, *content[0])
        if voice is not None and parse.lemmas[voice.meant].lower() in self.words.silent:
            return None
        told = addressee_of(parse, cue) if cue is not None else None
        frame = self._frame(cue, content)
        channel = channel_of(parse, cue, frame, voice.word if voice else None, told, self.words) if cue is not None else None
        parties = self._parties(draft, voice, told, content, channel)
        evidence = self._evidence(anchor, draft.words)
        when = when_of(self.annotated, anchor, self.knowledge)
        mark = self.annotated.marks.get(anchor)
        trigger = parse.token_span(anchor) if cue is not None else draft.words[0]
        rule = f"statements/{draft.shape}/{VERSION}"
        if self.trace is not None:
            self.trace.matched(rule, trigger)
        return Statement(
            id=claim_id(self.annotated.document.id, "statement", draft.stance, None, (*evidence, *draft.words), parties),
            evidence=evidence,
            trigger=trigger,
            parties=parties,
            when=when,
            modality=mark.modality if mark is not None else "asserted",
            background=is_background(self.annotated, anchor, when, self.knowledge),
            made_by=rule,
            score=draft.score,
            direct=bool(draft.quoted),
            words=tuple(draft.words),
            quoted=tuple(draft.quoted),
            cue=trigger if cue is not None else None,
            stance=draft.stance,
            channel=channel,
            about=self._about(draft, trigger),
        )

    def _frame(self, cue: Cue | None, content: list[tuple[int, int]]) -> list[int]:
        """The tokens of the cue's phrase that are not reported."""
        if cue is None:
            return []
        low, high = self.parse.edges[cue.token]
        if cue.source is not None:
            high = max(high, self.parse.edges[cue.source][1])
        return [t for t in range(low, high) if not any(a <= t < b for a, b in content)]

    def _parties(self, draft: Draft, voice: Voice | None, told: int | None, content: list[tuple[int, int]], channel: Channel | None) -> tuple[Party, ...]:
        parties: list[Party] = []
        if voice is not None:
            span = voice_span(self.parse, voice, content)
            speakers = parties_of(self.annotated, "speaker", voice, span, self.words)
            if all(party.actor is None for party in speakers):
                speakers = self._issuer(voice, span) or speakers
            parties += speakers
            if any(party.actor for party in speakers):
                self.last, self.last_paragraph = speakers, self.parse.paragraph_of[voice.word]
                if channel is not None:
                    self.issuers[channel.kind] = speakers
        if draft.cue is not None:
            relay = draft.relay or relay_of(self.parse, draft.cue, self.words)
            if relay is not None:
                parties += parties_of(self.annotated, "relay", relay, voice_span(self.parse, relay, content), self.words)
        if told is not None and not any(a <= told < b for a, b in content):
            target = Voice(word=told, meant=told)
            parties += parties_of(self.annotated, "addressee", target, voice_span(self.parse, target, content), self.words)
        return tuple(parties)

    def _issuer(self, voice: Voice, span: Span) -> tuple[Party, ...]:
        """For whom a document speaks ("the statement said"): the parties of the agreement that it is, who issued one of its kind before, or
        who spoke right before it."""
        phrase = next(self.words.channels.at(self.parse.lemmas, voice.meant), None)
        row = self.words.channel_words[phrase[0]] if phrase else None
        if row is None or not row.speaks:
            return ()
        sentence = self.parse.sentence_span(voice.word)
        agreed = [p for c in self.claims if isinstance(c, Step | Provision) and c.evidence[0] == sentence for p in c.parties if p.role == "party" and p.actor]
        known = tuple({party.actor: party for party in agreed}.values()) or self.issuers.get(row.kind)
        if known is None and self.parse.paragraph_of[voice.word] - self.last_paragraph <= 1:
            known = self.last
        return tuple(Party(role="speaker", actor=p.actor, name=p.name, person=p.person, office=p.office, span=span) for p in known or ())

    def _evidence(self, anchor: int, words: list[Span]) -> tuple[Span, ...]:
        """The sentence of the cue, then the other sentences in which the words stand."""
        parse = self.parse
        first = parse.sentence_of[anchor]
        numbers = dict.fromkeys([first, *(parse.sentence_of[t] for span in words for t in parse.tokens_in(span))])
        return tuple(parse.span(*parse.sentences[number]) for number in numbers)

    def _about(self, draft: Draft, trigger: Span) -> tuple[str, ...]:
        """The claims that the words express, and those that the speech itself is."""
        inside = lambda claim: any(span.contains(claim.trigger) for span in draft.words)
        return tuple(claim.id for claim in self.claims if inside(claim) or claim.trigger == trigger)
