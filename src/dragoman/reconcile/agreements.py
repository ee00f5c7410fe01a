"""Which steps and provisions of many reports are about one agreement.

A mention is all that one report says of one agreement. Mentions that share a pair of parties and a word of the title, a day or a
month of signing are compared; the best matches are joined first, and nothing is joined that a date, a name or a person's judgement
keeps apart. docs/identity.md explains it with an example.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dragoman.knowledge.rows.records import Records
from dragoman.model.claim import AgreementLink, Provision, Step
from dragoman.model.record import AgreementRecord, PromiseRecord
from dragoman.model.text import digest
from dragoman.reconcile.clusters import Judged, Link, cluster
from dragoman.reconcile.judging import Verdicts
from dragoman.reconcile.life import Life, Taken, live
from dragoman.reconcile.linked import Labels, linked
from dragoman.reconcile.sources import Report, bound_in, cite, order, sources, states_of, time_told
from dragoman.reconcile.times import Days, day_of, days_of, firm
from dragoman.reconcile.titles import Title, likeness, title_of

ALIKE = 0.6  # titles at least this alike are of one agreement if nothing speaks against it
SOME = 0.3  # enough beside the same day of signing
UNLIKE = 0.2  # titles this little alike are two agreements, even of one day
SLIP_DAYS = 45  # two dates of signing so near may be one act told wrongly; annual protocols lie further apart
NAMELESS_DAYS = 14  # "the deal" of two states, between two reports of it
GENERAL_DAYS = 400  # "the trade deal" of two states
DESCRIBED_DAYS = 5 * 365  # "the arms control treaty" of two states: later it is another
FOREVER = 10**6
NEWS_DAYS = 7  # news without a date tells of the last week
NEIGHBOURS = 40  # a mention is compared with this many nearest in time that share a key, so that busy pairs of states cost no square
PAIR, MONTH = 2, 31
MOST_PARTIES = 6  # of more parties not every pair makes a key
KNOWN = 3.0  # above what any likeness gives
TRUCE = "ceasefire"
OPEN = frozenset({"proposed", "negotiated"})  # stages of what need not be agreed yet
SAME_ACT = frozenset({"signed", "initialled"})


@dataclass(slots=True, kw_only=True)
class Mention:
    """What one report says of one agreement.

    ``known`` says that its title is a well-known agreement's;
    ``dated`` are the days of signing that the text itself tells, ``signed`` those and the last days before news that gives none;
    ``later`` is the first day told on which it must have been signed already.
    """

    report: Report
    label: str
    title: Title
    known: bool = False
    kind: str | None = None
    parties: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    steps: list[Taken] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    signed: tuple[Days, ...] = ()
    dated: tuple[Days, ...] = ()
    places: frozenset[str] = frozenset()
    later: Days | None = None

    @property
    def recalled(self) -> bool:
        """Whether its report only recalls it."""
        return bool(self.steps) and all(taken.claim.background for taken in self.steps)

    @property
    def links(self) -> frozenset[AgreementLink]:
        """Its links to other agreements, by what its report calls these."""
        return frozenset(link for taken in self.steps for link in taken.claim.links)

    @property
    def claims(self) -> list[str]:
        """The ids of its claims."""
        return [taken.claim.id for taken in self.steps] + [provision.id for provision in self.provisions]

    @property
    def key(self) -> tuple[str, str, str]:
        """Its place in an order that does not depend on that of the input."""
        return (self.report.published or "9999", self.report.id, self.label)


def assemble_agreements(
    told: Iterable[tuple[Step | Provision, Report]], verdicts: Verdicts, lexicon: Records
) -> tuple[list[AgreementRecord], Labels]:
    """All agreements, in order of id, and under which name each is known in which document."""
    mentions = sorted(mentions_in(told, lexicon), key=lambda mention: mention.key)
    place = {claim: number for number, mention in enumerate(mentions) for claim in mention.claims}
    matcher = _Matcher(mentions)
    groups = cluster(len(mentions), matcher.links(), matcher.may_join, Judged.of(verdicts.same, verdicts.different, place))
    records: list[AgreementRecord] = []
    labels: dict[tuple[str, str], str] = {}
    for group in groups:
        record = _record([mentions[number] for number in group], lexicon)
        records.append(record)
        labels |= {(mentions[number].report.id, mentions[number].label): record.id for number in group}
    told_links = {(mention.report.id, mention.label): mention.links for mention in mentions if mention.links}
    return sorted(linked(records, labels, told_links), key=lambda record: record.id), labels


def mentions_in(told: Iterable[tuple[Step | Provision, Report]], lexicon: Records) -> Iterator[Mention]:
    """What each report says of each agreement."""
    found: dict[tuple[str, str], Mention] = {}
    for claim, report in told:
        key = (report.id, claim.agreement)
        if key not in found:
            found[key] = Mention(
                report=report, label=claim.agreement, title=title_of(claim.agreement, lexicon), known=claim.agreement in lexicon.treaties
            )
        if isinstance(claim, Step):
            found[key].steps.append(Taken(claim=claim, report=report, citation=cite(claim, report)))
        else:
            found[key].provisions.append(claim)
    for mention in found.values():
        _fill(mention)
    yield from found.values()


def _fill(mention: Mention) -> None:
    """Sum up what the steps and provisions of a mention say together."""
    mention.steps.sort(key=lambda taken: order(taken.citation))
    mention.provisions.sort(key=lambda provision: (provision.evidence[0], provision.id))
    steps = [taken.claim for taken in mention.steps]
    bound = {state for claim in (*steps, *mention.provisions) for state in bound_in(claim.parties, "party")}
    taking = {state for claim in steps for state in states_of(claim.parties, "by", "signatory")}
    mention.parties = frozenset(bound or taking)
    kinds = sorted({claim.agreement_kind for claim in steps if claim.agreement_kind})
    mention.kind = mention.title.kind or (kinds[0] if kinds else None)
    mention.topics = frozenset(topic for claim in steps for topic in claim.topics)
    done = [(claim, days) for claim in steps if claim.modality == "asserted" and (days := days_of(time_told(claim)))]
    signed = {_told_day(claim, days) for claim, days in done if claim.stage in SAME_ACT}
    mention.signed = tuple(sorted(signed, key=lambda days: (days.first, days.last)))
    dated = {days for claim, days in done if claim.stage in SAME_ACT and firm(claim.when)}
    mention.dated = tuple(sorted(dated, key=lambda days: (days.first, days.last)))
    mention.places = frozenset(claim.place.name for claim, _ in done if claim.stage in SAME_ACT and claim.place)
    after = [days for claim, days in done if claim.stage in {"approved", "ratified", "in force"} and firm(claim.when)]
    mention.later = min(after, key=lambda days: (days.last, days.first), default=None)


def _told_day(claim: Step, days: Days) -> Days:
    """The days on which it may have been; news that gives no day tells what was done in the week before."""
    return days if firm(claim.when) else Days(days.first - NEWS_DAYS, days.last)


class _Matcher:
    """Finds and judges pairs of mentions, by their numbers."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self._times = [_time(mention) for mention in mentions]
        self._verdicts: dict[tuple[int, int], bool] = {}

    def links(self) -> Iterator[Link]:
        """Every pair that may be one agreement, with its score."""
        seen: set[tuple[int, int]] = set()
        for numbers in self._keyed().values():
            ordered = sorted(numbers, key=lambda number: (self._times[number], number))
            for place, first in enumerate(ordered):
                for second in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                    pair = (min(first, second), max(first, second))
                    if pair not in seen:
                        seen.add(pair)
                        score = self._score(*pair)
                        if score > 0:
                            yield (score, *pair)

    def _keyed(self) -> Mapping[tuple[str, ...], list[int]]:
        keyed: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, mention in enumerate(self.mentions):
            for key in keys_of(mention):
                keyed[key].append(number)
        return keyed

    def _score(self, first: int, second: int) -> float:
        """How surely two mentions are of one agreement; 0 where they are not."""
        a, b = self.mentions[first], self.mentions[second]
        if not self._compatible(first, second):
            return 0.0
        if a.known and b.known:
            return KNOWN
        alike = likeness(a.title, b.title)
        same_day = _same_day(a, b)
        if alike is None:
            score = _nameless(a, b, same_day=same_day)
            if not score:
                return 0.0
        elif alike >= ALIKE:
            score = alike
        elif same_day and alike >= SOME:
            score = 0.4 + alike
        elif same_day and (bool(a.title.names) != bool(b.title.names)) and alike >= 0 and _kinds_agree(a.kind, b.kind):
            score = 0.35  # a name and a description: "the Shusha Declaration", "a memorandum of alliance"
        else:
            return 0.0
        score += 0.4 * same_day + 0.1 * (a.kind == b.kind) + 0.2 * (a.parties == b.parties) + 0.1 * bool(a.topics & b.topics)
        return score + 0.1 / (1 + abs(self._times[first] - self._times[second]) / 365)

    def _compatible(self, first: int, second: int) -> bool:
        pair = (min(first, second), max(first, second))
        if pair not in self._verdicts:
            self._verdicts[pair] = not _conflict(self.mentions[first], self.mentions[second])
        return self._verdicts[pair]

    def may_join(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether no mention of one cluster speaks against one of the other; of large clusters a sample, spread evenly, speaks for all."""
        return all(self._compatible(a, b) for a in _sample(left) for b in _sample(right))


def _sample(members: Sequence[int], most: int = 24) -> Sequence[int]:
    ordered = sorted(members)
    return ordered if len(ordered) <= most else ordered[:: -(-len(ordered) // most)]


def _time(mention: Mention) -> int:
    """When the agreement was made, or at the latest: for finding neighbours."""
    if mention.signed:
        return mention.signed[0].first
    return day_of(mention.report.published) or 0


def keys_of(mention: Mention) -> Iterator[tuple[str, ...]]:
    """Mentions are compared if they share one of these."""
    if mention.known:
        yield ("known", mention.label)
    pairs = [f"{a}-{b}" for a, b in combinations(sorted(mention.parties)[:MOST_PARTIES], 2)]
    for pair in pairs:
        for word, weight in mention.title.words:
            if weight == 1.0 or len(mention.title.words) == 1:
                yield ("word", pair, word)
        if all(weight < 1.0 for _, weight in mention.title.words):
            yield ("general", pair, " ".join(word for word, _ in mention.title.words))
        for days in mention.signed:
            if days.length <= MONTH:
                yield ("month", pair, str(days.first // MONTH))
                yield ("month", pair, str(days.last // MONTH))
        if not mention.title.words:
            yield ("nameless", pair)
    for name in mention.title.names:
        yield ("name", name)


def _same_day(a: Mention, b: Mention) -> bool:
    return any(x.length == 0 and y.length == 0 and x.first == y.first for x in a.signed for y in b.signed)


def _nameless(a: Mention, b: Mention, *, same_day: bool) -> float:
    """How surely two mentions are of one agreement where at least one title says nothing ("a declaration")."""
    if same_day:
        return 0.5
    if not a.title.words and not b.title.words:
        return 0.2 if a.kind == b.kind else 0.0
    exact = [(x, y) for x in a.signed for y in b.signed if max(x.length, y.length) <= NEWS_DAYS and x.meets(y)]
    alike = bool(a.places & b.places) or (a.kind == b.kind and a.kind not in {None, "agreement"})
    return 0.25 if exact and alike else 0.0


def _kinds_agree(a: str | None, b: str | None) -> bool:
    """Whether two kinds can be of one instrument: ``agreement`` is what news calls any of them."""
    return (
        a is None
        or b is None
        or a == b
        or "agreement" in {a, b}
        or {a, b} == {"declaration", "memorandum"}
        or {a, b} == {"declaration", "communique"}
    )


def _conflict(a: Mention, b: Mention) -> bool:
    """Whether two mentions cannot be of one agreement."""
    if a.known and b.known:
        return a.label != b.label
    alike = likeness(a.title, b.title)
    same_name = bool(a.title.names & b.title.names) and alike is not None and alike >= ALIKE
    if _titles_conflict(a, b, alike, same_name=same_name) or not _parties_agree(a.parties, b.parties, same_name=same_name):
        return True
    if not (_kinds_agree(a.kind, b.kind) or same_name):
        return True
    signings = (a.dated, b.dated) if same_name else (a.signed, b.signed)
    if all(signings):
        gap = min(x.gap(y) for x in signings[0] for y in signings[1])
        if gap > (SLIP_DAYS if same_name or alike == 1 else 0):
            return True
    elif not (same_name and TRUCE not in {a.kind, b.kind}) and _reported_apart(a, b) > _memory(a, b):
        return True
    return not same_name and (_before_signing(a, b) or _before_signing(b, a))


def _titles_conflict(a: Mention, b: Mention, alike: float | None, *, same_name: bool) -> bool:
    """Whether what two reports call it cannot mean one agreement.

    A mere description means a well-known agreement only where its report is read with that in mind, or both tell a signing by the same
    parties on one day or in one place. "The deal" that is talked about is not one of those that are recalled.
    """
    there = a.parties == b.parties and (_same_day(a, b) or (bool(a.places & b.places) and bool(a.signed) and bool(b.signed)))
    if a.known != b.known and not same_name and not there:
        return True
    if not a.title.words and not b.title.words and (a.recalled != b.recalled or a.title.plural != b.title.plural or _made_again(a, b)):
        return True
    if alike is not None and alike < UNLIKE and not (_same_day(a, b) and bool(a.title.names) != bool(b.title.names)):
        return True
    return a.report.id == b.report.id and bool(a.title.words and b.title.words) and (alike or 0) < 1


def _made_again(a: Mention, b: Mention) -> bool:
    """Whether "the deal" that one report says is made is still to be made in a later one: another deal."""
    first, then = sorted((a, b), key=lambda mention: mention.key)
    return _is_made(first) and not _is_made(then) and bool(then.steps)


def _is_made(mention: Mention) -> bool:
    """Whether a report tells that it was agreed, or what can only be done to one that is."""
    return any(taken.claim.stage not in OPEN and taken.claim.modality == "asserted" for taken in mention.steps)


def _reported_apart(a: Mention, b: Mention) -> int:
    """Days between two reports; 0 where one has no date."""
    first, second = day_of(a.report.published), day_of(b.report.published)
    return abs(first - second) if first is not None and second is not None else 0


def _memory(a: Mention, b: Mention) -> int:
    """For how many days reports that tell no day of signing can mean the same agreement by such titles; truces follow each other."""
    if TRUCE in {a.kind, b.kind}:
        return NAMELESS_DAYS
    weight = max(a.title.weight, b.title.weight)
    named = a.title.names or b.title.names
    return NAMELESS_DAYS if weight == 0 else GENERAL_DAYS if weight < 1 else FOREVER if named else DESCRIBED_DAYS


def _before_signing(a: Mention, b: Mention) -> bool:
    """Whether one was in force or ratified well before the other was signed."""
    return a.later is not None and bool(b.signed) and b.signed[0].first - a.later.last > SLIP_DAYS


def _parties_agree(a: frozenset[str], b: frozenset[str], *, same_name: bool) -> bool:
    if a == b or (same_name and (not a or not b)):
        return True
    common = len(a & b)
    if min(len(a), len(b)) < PAIR:
        return common > 0 and same_name
    return common >= PAIR and (a <= b or b <= a or same_name)


def _record(group: Sequence[Mention], lexicon: Records) -> AgreementRecord:
    steps = [taken for mention in group for taken in mention.steps]
    parties = _parties(group)
    life: Life = live(steps, parties, lexicon)
    citations = [taken.citation for taken in steps] + [cite(p, m.report) for m in group for p in m.provisions]
    first = min(citations, key=order)
    titles = _titles(group)
    kinds: dict[str, set[str]] = defaultdict(set)
    for mention in group:
        if mention.kind:
            kinds[mention.kind].add(mention.report.origin)
    return AgreementRecord(
        id=digest("agreement", first.claim),
        title=titles[0],
        titles=titles,
        kind=min(kinds, key=lambda kind: (kind == "agreement", -len(kinds[kind]), kind), default=None),
        parties=parties,
        topics=tuple(sorted({topic for mention in group for topic in mention.topics})),
        status=life.status,
        reached_by=life.reached_by,
        recalled=all(taken.claim.background for taken in steps) and bool(steps),
        life=life.entries,
        provisions=_provisions(group),
        issues=tuple(sorted({issue for entry in life.entries for issue in entry.issues})),
        sources=sources(citations),
    )


def _parties(group: Sequence[Mention]) -> tuple[str, ...]:
    """Parties told by most reports; one that a single report adds to a bilateral agreement of many others is left out."""
    told: dict[frozenset[str], set[str]] = defaultdict(set)
    if all(mention.known for mention in group):
        return tuple(sorted(frozenset().union(*(mention.parties for mention in group))))  # a treaty of many: each report names some
    for mention in group:
        told[mention.parties].add(mention.report.origin)
    best = min(told, key=lambda some: (len(some) < PAIR, -len(told[some]), -len(some), sorted(some)))
    return tuple(sorted(best))


def _titles(group: Sequence[Mention]) -> tuple[str, ...]:
    """Names before descriptions, then by how many reports use them, then the fuller ones."""
    used: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, Title] = {}
    for mention in group:
        used[mention.label].add(mention.report.origin)
        titles[mention.label] = mention.title
    return tuple(
        sorted(used, key=lambda text: (not titles[text].names, not titles[text].words, -len(used[text]), -titles[text].weight, text))
    )


def _provisions(group: Sequence[Mention]) -> tuple[PromiseRecord, ...]:
    found: dict[str, list[tuple[Provision, Report]]] = defaultdict(list)
    for mention in group:
        for provision in mention.provisions:
            found[provision.type].append((provision, mention.report))
    return tuple(
        PromiseRecord(
            type=kind,
            domains=tuple(sorted({domain for provision, _ in told for domain in provision.domains})),
            parties=tuple(sorted({state for provision, _ in told for state in states_of(provision.parties)})),
            sources=sources(cite(provision, report) for provision, report in told),
        )
        for kind, told in sorted(found.items())
    )
