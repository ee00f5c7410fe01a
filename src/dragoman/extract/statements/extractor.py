"""Statements: who said what, for which state, in which words, and through what."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.background import SAID, is_background
from dragoman.extract.grammar import actors_of, named_at
from dragoman.extract.statements.contents import Contents
from dragoman.extract.statements.drafts import Draft, find_drafts
from dragoman.extract.statements.speakers.memory import FAR, Memory, Turn
from dragoman.extract.statements.speakers.papers import Papers, own_view
from dragoman.extract.statements.speakers.speaking_for import FORMER
from dragoman.extract.statements.speakers.unplaced import Unnamed, brings_somebody, is_unnamed, named_late, passed_on_by_state
from dragoman.extract.statements.speakers.voice import (
    Voice,
    addressee_of,
    issued_by,
    nearest_speaker,
    parties_from,
    parties_of,
    relay_of,
    speaker_of,
    voice_span,
)
from dragoman.extract.statements.speech.channels import channel_at, channel_of, is_outlet, outlet_at
from dragoman.extract.statements.speech.cues import Cue
from dragoman.extract.time import when_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.holders import FAMILY_FIRST
from dragoman.knowledge.rows.statements import Statements
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import AnyClaim, Channel, Party, Provision, Role, Statement, claim_id
from dragoman.model.parse import Parse
from dragoman.model.ports import Trace
from dragoman.model.syntax import preposition, surface_subject
from dragoman.model.text import Span

VERSION = "1"
TOLD_BY_OTHERS = "report"  # the kind of channel that is an outlet's where one has spoken: "the newspaper said ... the report said"


def extract_statements(
    annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...] = (), trace: Trace | None = None
) -> Extraction:
    """All statements of a document, in text order; ``claims`` are those that they may be about."""
    drafts = find_drafts(annotated, knowledge.statements)
    maker = _Maker(annotated, knowledge, claims, trace, drafts)
    return Extraction(claims=tuple(statement for draft in drafts if (statement := maker.statement(draft))))


class _Maker:
    """Turns drafts into statements, in text order; remembers who issued which document."""

    def __init__(
        self, annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...], trace: Trace | None, drafts: list[Draft]
    ) -> None:
        self.annotated = annotated
        self.parse: Parse = annotated.parse
        self.knowledge = knowledge
        self.words: Statements = knowledge.statements
        self.contents = Contents(annotated, knowledge, claims)
        self.trace = trace
        self.cues: dict[int, list[Cue]] = {}  # by sentence
        for draft in drafts:
            if draft.cue is not None:
                self.cues.setdefault(self.parse.sentence_of[draft.cue.token], []).append(draft.cue)
        self.issuers: dict[str, tuple[Party, ...]] = {}
        self.placed: dict[str, Party] = {}
        self.outlets = False  # whether a station, paper or agency has spoken, and no official since
        self.called: dict[str, tuple[Party, ...]] = {}
        self.unnamed = Unnamed()
        self.papers = Papers()
        self.memory = Memory()

    def statement(self, draft: Draft) -> Statement | None:
        """The statement of a draft; None if nothing is left of it, or if nobody in particular speaks."""
        parse, cue = self.parse, draft.cue
        content = [(t[0], t[-1] + 1) for span in draft.words if len(t := parse.tokens_in(span))]
        if not content:
            return None
        voice = self._beside(content) if cue is None else self._outside(cue, speaker_of(parse, cue, self.words, content))
        if (
            voice is None and cue is not None and draft.quoted and parse.dependent(cue.token, "nsubj") is None
        ):  # and not "what his wife called"
            voice = self._above(cue, content)
        if voice is not None and parse.lemmas[voice.meant].lower() in self.words.silent:
            some = parse.tags[voice.meant] == "CD" and parse.dependent(voice.meant, "nmod") is not None
            if not some:  # and not "one of the ministers"
                return None
        channel = None
        if cue is not None:
            speaker = voice.word if voice else None
            channel = channel_of(parse, cue, self._frame(cue, content), speaker, addressee_of(parse, cue), self.words)
            relay = draft.relay or relay_of(parse, cue, self.words)
            channel = channel or (outlet_at(parse, relay.word, self.words) if relay is not None else None)
        anchor = content[0][0] if cue is None else cue.token
        trigger = draft.words[0] if cue is None else parse.span(anchor, max(anchor + 1, cue.end))
        parties = self._parties(draft, voice, content, channel)
        evidence = self._evidence(anchor, draft.words)
        when = when_of(self.annotated, anchor, self.knowledge)
        mark = self.annotated.marks.get(anchor)
        rule = f"statements/{draft.rule}/{VERSION}"
        if self.trace is not None:
            self.trace.matched(rule, trigger)
        said = (*evidence, *draft.words)
        return Statement(
            id=claim_id(self.annotated.document.id, "statement", draft.stance, None, said, parties),
            evidence=evidence,
            trigger=trigger,
            parties=parties,
            when=when,
            modality=mark.modality if mark is not None else "asserted",
            background=is_background(self.annotated, anchor, when, self.knowledge, SAID),
            made_by=rule,
            score=draft.score,
            direct=bool(draft.quoted),
            words=tuple(draft.words),
            quoted=tuple(draft.quoted),
            cue=None if cue is None else trigger,
            stance=draft.stance,
            channel=channel,
            about=(about := self.contents.about(draft.words, trigger)),
            topics=self.contents.topics(draft.words, about),
        )

    def _outside(self, cue: Cue, voice: Voice | None) -> Voice | None:
        """Who speaks in the sentence, where the parser gives a participle nobody or a word in marks: '"We wait," she said, adding ...'."""
        quoted = self.annotated.quoted_tokens
        alone = self.parse.tags[cue.token] == "VBG" if voice is None else voice.word in quoted
        if not alone or cue.token in quoted:
            return voice
        others = (speaker_of(self.parse, other, self.words) for other in self.cues.get(self.parse.sentence_of[cue.token], ()))
        return next((other for other in others if other is not None and other.word not in quoted), voice)

    def _above(self, cue: Cue, content: list[tuple[int, int]]) -> Voice | None:
        """The subject of the sentence of a cue that tells nobody itself: 'he confirmed it when asked: "..."'."""
        parse = self.parse
        low, high = parse.sentences[parse.sentence_of[cue.token]]
        root = next((t for t in parse.ancestors(cue.token) if parse.heads[t] == t and low <= t < high and parse.pos[t] == "VERB"), None)
        subject = surface_subject(parse, root) if root is not None else None
        said = subject is None or subject in self.annotated.quoted_tokens or any(a <= subject < b for a, b in content)
        return None if subject is None or said else Voice(word=subject, meant=subject)

    def _beside(self, content: list[tuple[int, int]]) -> Voice | None:
        """Who speaks where no word of speech stands beside: the subject around the marks, else that of the sentence before."""
        parse = self.parse
        around = nearest_speaker(parse, *content[0], self._acts)
        number = parse.sentence_of[content[0][0]] - 1
        low, high = parse.sentences[number] if number >= 0 else (0, 0)
        near = number >= 0 and parse.paragraph_of[content[0][0]] - parse.paragraph_of[low] < FAR
        root = next((t for t in range(low, high) if parse.heads[t] == t), None)
        if around is not None or root is None or not near or root in self.annotated.quoted_tokens:
            return around
        subject = surface_subject(parse, root)
        acts = subject is not None and any(m.actor and m.person for m in self.annotated.actors_at.get(subject, ()))
        return Voice(word=subject, meant=subject) if subject is not None and (acts or self.memory.spoke(subject)) else None

    def _acts(self, token: int) -> bool:
        """Whether a word names an actor or somebody who may speak, and no thing."""
        named = any(m.actor or m.person for m in self.annotated.actors_at.get(token, ()))
        return named or self.parse.lemmas[token].lower() in self.words.people | self.words.private

    def _frame(self, cue: Cue, content: list[tuple[int, int]]) -> list[int]:
        """The tokens of the cue's phrase that are not reported."""
        low, high = self.parse.edges[cue.token]
        if cue.source is not None:
            high = max(high, self.parse.edges[cue.source][1])
        return [t for t in range(low, high) if not any(a <= t < b for a, b in content)]

    def _parties(self, draft: Draft, voice: Voice | None, content: list[tuple[int, int]], channel: Channel | None) -> tuple[Party, ...]:
        """Speakers, then who passes it on, then who is told."""
        parties = list(self._speakers(draft, voice, content, channel)) if voice is not None else []
        if draft.cue is None:
            return tuple(parties) if voice is not None else self._going_on(content)
        told = addressee_of(self.parse, draft.cue)
        others: tuple[tuple[Role, Voice | None], ...] = (
            ("relay", draft.relay or relay_of(self.parse, draft.cue, self.words)),
            ("addressee", None if told is None else Voice(word=told, meant=told)),
        )
        for role, other in others:
            if other is not None and not any(a <= other.word < b for a, b in content):
                span = voice_span(self.parse, other, content)
                found = parties_of(self.annotated, role, other, span, self.words)
                if role == "relay" and self.parse.lemmas[other.meant] in self.words.people:
                    self.called[self.parse.lemmas[other.meant]] = tuple(replace(party, role="speaker") for party in found)
                parties += found
        return tuple(parties)

    def _going_on(self, content: list[tuple[int, int]]) -> tuple[Party, ...]:
        """The last person who spoke, where a paragraph is all quotation and nobody is told."""
        paragraph = self.parse.paragraph_of[content[0][0]]
        tokens = range(*self.parse.paragraphs[paragraph])
        alone = all(t in self.annotated.quoted_tokens or self.parse.pos[t] == "PUNCT" for t in tokens)
        return self.memory.meant(paragraph, human=True) if alone else ()

    def _speakers(self, draft: Draft, voice: Voice, content: list[tuple[int, int]], channel: Channel | None) -> tuple[Party, ...]:
        """Who speaks: whom the words name, else whom they mean by what was said before; remembered for what follows."""
        span = draft.label or voice_span(self.parse, voice, content)
        speakers = parties_of(self.annotated, "speaker", voice, span, self.words)
        if draft.label is not None:
            label = Party(role="speaker", actor=None, name=draft.label.of(self.annotated.document.text), span=span)
            speakers = parties_from("speaker", named_at(self.annotated, voice.word), span) or (label,)
        if not any(party.actor for party in speakers):
            frame = [] if draft.cue is None else self._frame(draft.cue, content)
            speakers = own_view(self.annotated, self.knowledge, draft.cue, speakers, voice, frame, self.papers) or speakers
        known = self._are_known(speakers, voice)
        if not known and (doer := self._who_does(draft.cue, voice)) is not None:
            voice, span = doer, voice_span(self.parse, doer, content)
            speakers, known = parties_of(self.annotated, "speaker", doer, span, self.words), True
        if not known:
            speakers = (
                self._issuer(voice, span)
                or self._still_speaking(voice, span)
                or self._named_so(voice, span)
                or self._added(draft, voice, span)
                or speakers
            )
        speakers = self._as_placed(speakers)
        if not any(party.actor for party in speakers):
            relay = None if draft.cue is None else draft.relay or relay_of(self.parse, draft.cue, self.words)
            late = draft.quoted and named_late(self.annotated, voice, speakers, self.unnamed)
            speakers = self._as_placed(late or passed_on_by_state(self.annotated, voice, speakers, relay, self.knowledge) or speakers)
        self._remember(voice, speakers)
        if channel is not None:
            self.issuers[channel.kind] = speakers
        return speakers

    def _are_known(self, speakers: tuple[Party, ...], voice: Voice) -> bool:
        """Whether the words for speakers tell an actor or a name; of "the op-ed said" the name says nothing."""
        written = channel_at(self.parse, voice.meant, self.words)
        return any(p.actor or (p.name and not written and not self._is_outlet_for_him(p, voice)) for p in speakers)

    def _remember(self, voice: Voice, speakers: tuple[Party, ...]) -> None:
        """Keep who spoke, for "he", "the official" and "the report" afterwards."""
        official = any(party.actor for party in speakers)
        self.outlets = is_outlet(self.parse, voice.meant, self.words) or (self.outlets and not official)
        if self.parse.lemmas[voice.meant] in self.words.people:
            self.called[self.parse.lemmas[voice.meant]] = speakers
        one = is_unnamed(self.annotated, voice, speakers, self.words.people | self.words.heads)
        if one or official:
            self.unnamed = Unnamed(speakers if one else (), self.parse.paragraph_of[voice.word])
        if self._may_go_on(voice, speakers):
            self.memory.keep(self._turn(voice, speakers))

    def _turn(self, voice: Voice, speakers: tuple[Party, ...]) -> Turn:
        """What is remembered of a speaker."""
        parse, written = self.parse, channel_at(self.parse, voice.meant, self.words)
        body = any(party.actor for party in speakers) and not any(party.person for party in speakers)
        human = self._is_human(voice, speakers)
        return Turn(
            parties=speakers,
            word=voice.word,
            paragraph=parse.paragraph_of[voice.word],
            human=human,
            written=written is not None and written.speaks,
            many=not human and (parse.tags[voice.meant] in {"NNS", "NNPS"} or body),
        )

    def _who_does(self, cue: Cue | None, voice: Voice) -> Voice | None:
        """The subject of the verb above, where a participle is hung on a thing: "it drew lines for the pact accusing Chad of ..."."""
        parse, thing = self.parse, voice.meant
        if cue is None or parse.tags[cue.token] != "VBG" or parse.tags[thing] not in {"NN", "NNS"} or thing > cue.token:
            return None
        persons = self.words.people | self.words.private | self.words.audience
        if channel_at(parse, thing, self.words) is not None or parse.lemmas[thing] in persons:
            return None
        for verb in parse.ancestors(thing):
            subject = surface_subject(parse, verb) if parse.pos[verb] == "VERB" else None
            if subject is not None and subject != thing:
                told = subject < thing and any(m.actor for m in actors_of(self.annotated, subject))
                return Voice(word=subject, meant=subject) if told else None
        return None

    def _as_placed(self, speakers: tuple[Party, ...]) -> tuple[Party, ...]:
        """Speakers with the actors for whom they spoke before, where only their names are known now."""
        found = []
        for party in speakers:
            name = party.person or party.name or ""
            former = party.actor is not None and party.actor.endswith(FORMER)
            if party.actor and name and not (former and name.lower() in self.placed):
                first = party.actor.partition(":")[0] in FAMILY_FIRST
                short = name.split()[0 if first else -1] if party.person else name
                names = (name, short, short.rpartition("-")[2])  # "al-Bala" is "Bala" too, and "Al-Bala"
                self.placed |= {form.lower(): party for form in names}
            known = self.placed.get(name.lower()) or self._in_capitals(name) if former or not party.actor else None
            found.append(party if known is None else replace(known, span=party.span))
        return tuple(found)

    def _in_capitals(self, name: str) -> Party | None:
        """Whom a heading in capitals names by surname: "TRUMP: ..."."""
        people = {(m.actor, m.person): m for m in self.annotated.actors if m.person and m.person.split()[-1].upper() == name}
        found = parties_from("speaker", tuple(people.values()), self.annotated.actors[0].span) if len(people) == 1 else ()
        return found[0] if found and found[0].actor else None

    def _is_outlet_for_him(self, party: Party, voice: Voice) -> bool:
        """Whether "he" was taken for an outlet named before."""
        kind = self.knowledge.actors.words.pronouns.get(self.parse.words[voice.word].lower())
        return kind == "person" and (party.name or "").lower() in self.words.outlet_words

    def _may_go_on(self, voice: Voice, speakers: tuple[Party, ...]) -> bool:
        """Whether a speaker is somebody who may be meant by "he" or "the statement" afterwards, and no thing that shows something."""
        lemma = self.parse.lemmas[voice.meant]
        person = self.parse.pos[voice.meant] != "NOUN" or lemma in self.words.people | self.words.private | self.words.audience
        return person or any(party.actor for party in speakers)

    def _is_human(self, voice: Voice, speakers: tuple[Party, ...]) -> bool:
        """Whether a speaker is a person, named or not ("an official")."""
        one = self.parse.lemmas[voice.meant] in self.words.people and self.parse.tags[voice.meant] == "NN"
        return one or any(party.person is not None for party in speakers)

    def _issuer(self, voice: Voice, span: Span) -> tuple[Party, ...]:
        """For whom a document speaks ("the statement said").

        The parties of the agreement that it is, else who issued one of its kind before, else who spoke right before it.
        """
        row = channel_at(self.parse, voice.meant, self.words)
        if row is None or not row.speaks:
            return ()
        if issuers := issued_by(self.annotated, voice.meant, self.words):
            return parties_from("speaker", issuers, span)
        sentence = self.parse.sentence_span(voice.word)
        bound = [c.parties for c in self.contents.claims if isinstance(c, Provision) and c.evidence[0] == sentence]
        agreed = {p.actor: p for parties in bound for p in parties if p.role == "party" and p.actor}
        definite = self.knowledge.actors.words.definite
        named = any(self.parse.words[c].lower() in definite for c in self.parse.dependents(voice.meant, "det"))
        another = not named and self.parse.dependent(voice.meant, "acl", "acl:relcl") is not None  # "a resolution demanding"
        before = () if another else self._issued_before(voice.meant, row.kind) or self.issuers.get(row.kind)
        known = tuple(agreed.values()) or before
        described = any(  # "the report alleging details of the talks", "the interim report", "the report by the station"
            self.parse.labels[c] != "nmod" or preposition(self.parse, c) in self.words.authors
            for c in self.parse.dependents(voice.meant, "acl", "amod", "nmod")
        )
        others = not named or (row.kind == TOLD_BY_OTHERS and (self.outlets or described))
        if not known and not others:
            known = self.memory.near(self.parse.paragraph_of[voice.word])
        return tuple(replace(party, role="speaker", span=span) for party in known or ())

    def _issued_before(self, token: int, kind: str) -> tuple[Party, ...]:
        """Who the text last told to have issued a document of a kind: "The ministry released a statement"."""
        for place in range(token - 1, -1, -1):  # "statements" are not "the statement"
            row = channel_at(self.parse, place, self.words) if self.parse.tags[place] == self.parse.tags[token] else None
            if row is not None and row.kind == kind and (issuers := issued_by(self.annotated, place, self.words)):
                return parties_from("speaker", issuers, self.parse.token_span(place))
        return ()

    def _still_speaking(self, voice: Voice, span: Span) -> tuple[Party, ...]:
        """Who spoke last, where "he", "it" or "the hardliner" stands for nobody else."""
        parse = self.parse
        kind = self.knowledge.actors.words.pronouns.get(parse.words[voice.word].lower())
        definite = any(parse.words[c].lower() in self.knowledge.actors.words.definite for c in parse.dependents(voice.meant, "det"))
        called = definite and parse.lemmas[voice.meant].lower() in self.words.epithets
        if kind not in {"person", "thing"} and not called:
            return ()
        meant = self.memory.meant(parse.paragraph_of[voice.word], human=kind == "person" or called)
        others = meant != self.memory.near(parse.paragraph_of[voice.word]) and brings_somebody(self.annotated, voice.word, self.knowledge)
        if kind == "person" and meant and (others or self._is_of_other_gender(voice.word, meant[0])):
            return ()
        return tuple(replace(party, role="speaker", span=span) for party in meant)

    def _is_of_other_gender(self, pronoun: int, party: Party) -> bool:
        """Whether the given name of a speaker is never that of whom a pronoun stands for: "she" after Viktor."""
        words = self.knowledge.actors.words
        gender, given = words.genders.get(self.parse.words[pronoun].lower()), (party.person or "").partition(" ")[0]
        return gender is not None and words.bearers.get(given, gender) != gender

    def _added(self, draft: Draft, voice: Voice, span: Span) -> tuple[Party, ...]:
        """Who spoke last, where only a thing stands before a colon: 'The date was open: "We can wait."'."""
        cue, parse = draft.cue, self.parse
        thing = parse.pos[voice.meant] == "NOUN" and parse.lemmas[voice.meant] not in self.words.people | self.words.private
        if cue is None or cue.words or not draft.quoted or not thing or is_outlet(parse, voice.meant, self.words):
            return ()
        return tuple(replace(party, role="speaker", span=span) for party in self.memory.near(parse.paragraph_of[voice.word]))

    def _named_so(self, voice: Voice, span: Span) -> tuple[Party, ...]:
        """Whom the same noun named as speakers last: "Peruvian diplomatic sources ... the sources", "a second official"."""
        parse = self.parse
        others = self.words.further
        known = any(parse.labels[c] == "det" or parse.lemmas[c] in others for c in parse.children[voice.meant])
        if not known or any(
            parse.pos[c] not in {"DET", "PUNCT"} and parse.lemmas[c] not in others and not parse.labels[c].startswith("acl")
            for c in parse.children[voice.meant]
        ):
            return ()
        return tuple(replace(party, span=span) for party in self.called.get(parse.lemmas[voice.meant], ()))

    def _evidence(self, anchor: int, words: list[Span]) -> tuple[Span, ...]:
        """The sentence of the cue, then the other sentences in which the words stand."""
        parse = self.parse
        first = parse.sentence_of[anchor]
        numbers = dict.fromkeys([first, *(parse.sentence_of[t] for span in words for t in parse.tokens_in(span))])
        return tuple(parse.span(*parse.sentences[number]) for number in numbers)
