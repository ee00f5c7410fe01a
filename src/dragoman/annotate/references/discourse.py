"""What a report has spoken of so far: the mentions by sentence, subjects, speakers and the report's main states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dragoman.annotate.actors.names import names_in
from dragoman.annotate.actors.who import Who
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.organs import TOKEN, Phrase
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import VERBAL, conjuncts, surface_subject
from dragoman.model.text import Span

HEADS = ("head of state", "head of government")
TITLE = 5  # a state named in the title counts as so many mentions in the text
# Sectors of PLOVER; what follows a state's code else is a group or an entity ("TUR:PKK", "CYP:TRNC").
SECTORS = frozenset(
    {
        "AGR",
        "BUS",
        "COP",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "GOV",
        "JRN",
        "JUD",
        "LAB",
        "LEG",
        "MED",
        "MIL",
        "OPP",
        "PRM",
        "PTY",
        "REB",
        "REF",
        "REL",
        "SOC",
        "SPY",
        "UAF",
        "UNK",
    }
)
FAR = 1.5  # times the weight of the second state: below, a title without a state stays without one
LEAD = 2  # sentences: what they name counts twice, for a report opens with whom it is about
BACK = 3  # sentences looked back for those whom a plural means


class Discourse:
    """The mentions of a report, in reading order; references join them as they are resolved."""

    def __init__(self, annotated: Annotated, actors: Actors, outlet: str | None = None) -> None:
        self.annotated = annotated
        self.outlet = outlet  # the state whose readers it is for
        self.parse: Parse = annotated.parse
        self.actors = actors
        self.at: dict[int, list[ActorMention]] = {}
        self._by_sentence: list[list[ActorMention]] = [[] for _ in self.parse.sentences]
        self.inner: set[int] = set()
        end = -1
        for mention in annotated.actors:
            if mention.span.end > end:
                end = mention.span.end
            elif mention.head not in self.at and mention.person is None:
                self.inner.add(mention.head)
            self.add(mention)

    def add(self, mention: ActorMention) -> None:
        """Take a mention up."""
        self.at.setdefault(mention.head, []).append(mention)
        self._by_sentence[self.parse.sentence_of[mention.head]].append(mention)

    def before(self, token: int, sentence: int | None = None) -> list[ActorMention]:
        """The mentions of a sentence (that of the token, if none is named) that stand before a token, in text order."""
        number = self.parse.sentence_of[token] if sentence is None else sentence
        return sorted((m for m in self._by_sentence[number] if m.head < token), key=lambda m: m.head)

    def heads_of(self, token: int) -> list[ActorMention]:
        """The mentions that a token and its conjuncts head."""
        return [mention for member in conjuncts(self.parse, token) for mention in self.at.get(member, ())]

    def clauses_above(self, token: int) -> Iterator[int]:
        """The subjects of the clauses that hold a token, from the nearest, as far as they stand before it."""
        seen: set[int] = set()
        for place in (token, *self.parse.ancestors(token)):
            if self.parse.pos[place] in VERBAL or self.parse.dependent(place, "nsubj") is not None:
                subject = surface_subject(self.parse, place)
                if subject is not None and subject < token and subject not in seen:
                    seen.add(subject)
                    yield subject

    def clauses_around(self, token: int) -> Iterator[int]:
        """The subjects of the clauses that hold a token and begin with it: "In his address, the president said"."""
        for place in self.parse.ancestors(token):
            if place > token and self.parse.pos[place] in VERBAL:
                subject = surface_subject(self.parse, place)
                if subject is not None and subject > token and self.parse.edges[subject][0] > token:
                    yield subject

    def main_subject(self, sentence: int) -> int | None:
        """The subject of the main clause of a sentence."""
        low, high = self.parse.sentences[sentence]
        root = next((t for t in range(low, high) if self.parse.heads[t] == t), None)
        if root is None:
            return None
        return surface_subject(self.parse, root)

    def earlier(self, token: int, back: int = 1) -> Iterator[int]:
        """The numbers of the sentences before that of a token, nearest first; not beyond the paragraph before."""
        number = self.parse.sentence_of[token]
        paragraph = self.parse.paragraph_of[token]
        for sentence in range(number - 1, max(-1, number - 1 - back), -1):
            if self.parse.paragraph_of[self.parse.sentences[sentence][0]] >= paragraph - 1:
                yield sentence

    def told_before(self, token: int, back: int) -> Iterator[int]:
        """As ``earlier``, for words outside of quotation marks: sentences that are all somebody's words are passed, and do not count."""
        near, left = self.parse.paragraph_of[token] - 1, back
        for sentence in range(self.parse.sentence_of[token] - 1, -1, -1):
            low, high = self.parse.sentences[sentence]
            if self.parse.paragraph_of[low] < near or not left:
                return
            if all(t in self.annotated.quoted_tokens or self.parse.pos[t] == "PUNCT" for t in range(low, high)):
                near = min(near, self.parse.paragraph_of[low] - 1)
                continue
            left -= 1
            yield sentence

    @cached_property
    def weights(self) -> Counter[str]:
        """How much the report speaks of each state and organisation, by code; the title and the lead count more."""
        found: Counter[str] = Counter()
        for mention in self.annotated.actors:
            if mention.actor:
                found[principal(mention)] += 2 if self.parse.sentence_of[mention.head] < LEAD else 1
        title = self.annotated.document.title or ""
        for _, senses in names_in(title, self.actors, self.annotated.document.published):
            for sense in senses:
                if sense.actor and sense.kind not in {"person", "surname"}:
                    found[sense.actor.partition(":")[0] if sense.actor.partition(":")[0] in self.actors.states else sense.actor] += TITLE
        return found

    def main_states(self, number: int) -> list[str]:
        """The states that the report speaks of most; none where the last of them is not ahead of the next."""
        ranked = [(code, weight) for code, weight in self.weights.most_common() if code in self.actors.states]
        if len(ranked) < number or (len(ranked) > number and ranked[number - 1][1] == ranked[number][1]):
            return []
        return [code for code, _ in ranked[:number]]

    def plain(self, code: str) -> Who:
        """A state or organisation itself."""
        state = self.actors.states.get(code)
        if state is not None:
            return Who(actor=code, state=code.partition(":")[0], name=state.name)
        known = next((m for some in self.at.values() for m in some if m.actor == code), None)
        return Who(actor=code, state=None, name=known.name if known else None)

    @cached_property
    def issuer(self) -> Who | None:
        """Who issues the text, if the outlet is an organ of a state or an organisation: "The White House"."""
        outlet = self.annotated.document.outlet or ""
        for span, senses in names_in(outlet, self.actors, self.annotated.document.published):
            sense = senses[0]
            if sense.kind in {"metonym", "organisation"} and len(senses) == 1 and len(span) >= len(outlet) - len("The "):
                return self.plain((sense.actor or "").partition(":")[0])
            if sense.kind in {"state", "adjective"} and (phrase := self._organ(outlet[span.end :])) is not None and not phrase.states:
                return self.plain(sense.actor or "")
        phrase = self._organ(outlet) or self._organ(outlet.partition(" ")[2])  # with or without an article
        return self.plain(phrase.states[0]) if phrase is not None and phrase.alone and len(phrase.states) == 1 else None

    def _organ(self, words: str) -> Phrase | None:
        """The organ of state that words name, if they name nothing else."""
        tokens = tuple(word.lower() for word in TOKEN.findall(words))
        return next((phrase for phrase in self.actors.phrases.of(tokens) if phrase.kind == "organ"), None)

    @cached_property
    def home(self) -> str | None:
        """The state whose officials the report need not place: the issuer's, else the one most spoken of by far."""
        return self.home_of(())

    def home_of(self, title: Iterable[str]) -> str | None:
        """The home of those whom a title names: a state that has such titles.

        That of the outlet is as good as named in the title of the report, and is taken where no other one is spoken of by far.
        """
        words = {word.lower() for word in title}
        foreign = {code for code, some in self.actors.words.home.foreign.items() if words & some}
        if self.issuer is not None:
            return self.issuer.actor if self.issuer.actor in self.actors.states and self.issuer.actor not in foreign else None
        weights = Counter({code: weight for code, weight in self.weights.items() if code in self.actors.states and code not in foreign})
        outlet = self.outlet if self.outlet not in foreign else None
        if outlet is not None:
            weights[outlet] += TITLE
        ranked = weights.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] >= FAR * ranked[1][1]):
            return ranked[0][0]
        return outlet

    def speakers(self, token: int) -> Iterator[int]:
        """The tokens that may name whose words a token in quotation marks is part of, the likeliest first."""
        quote = next((q.span for q in self.annotated.quotations if q.span.start <= self.parse.starts[token] < q.span.end), None)
        if quote is None:
            return
        inside = self.parse.tokens_in(quote)
        for place in self.parse.ancestors(token):
            if place not in inside and self.parse.pos[place] in VERBAL:
                subject = self.parse.dependent(place, "nsubj")
                if subject is not None and subject not in inside:
                    yield subject
        paragraph = self.parse.paragraph_of[token]
        number = self.parse.sentence_of[token]
        for sentence in sorted(range(len(self.parse.sentences)), key=lambda s: abs(s - number)):
            if abs(sentence - number) > BACK:
                return
            if self.parse.paragraph_of[self.parse.sentences[sentence][0]] == paragraph:
                yield from self._outer_subjects(sentence)

    def _outer_subjects(self, sentence: int) -> Iterator[int]:
        """The subjects in a sentence that stand with their verbs outside of quotation marks."""
        quoted = self.annotated.quoted_tokens
        for token in range(*self.parse.sentences[sentence]):
            verb = self.parse.heads[token]
            main = self.parse.heads[verb] == verb or (
                self.parse.labels[verb] in {"conj", "parataxis"} and self.parse.heads[self.parse.heads[verb]] == self.parse.heads[verb]
            )
            if self.parse.labels[token] == "nsubj" and main and token not in quoted and verb not in quoted:
                yield token


def principal(mention: ActorMention) -> str:
    """The state or organisation of a mention: TUR of TUR:MIL; a partly recognised entity or group stays itself."""
    actor = mention.actor or ""
    return mention.state if mention.state and _is_organ(actor) else actor


def _is_organ(actor: str) -> bool:
    _, parted, sector = actor.partition(":")
    return not parted or sector in SECTORS


def distinct(mentions: Iterable[ActorMention]) -> list[ActorMention]:
    """One mention for each state or organisation, in order."""
    return list({principal(m): m for m in mentions if m.actor}.values())


def is_person(mention: ActorMention) -> bool:
    """Whether the words refer to a natural person."""
    return mention.person is not None or mention.office is not None


def span_of(parse: Parse, tokens: Sequence[int]) -> Span:
    """The text from the first to the last of some tokens."""
    return parse.span(min(tokens), max(tokens) + 1)
