"""Which mentions are of one agreement.

Mentions that share a pair of parties and a word of the title, a day or a month of signing are compared; the best matches are joined
first, and nothing is joined that a date, a name or a person's judgement keeps apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from dragoman.reconcile.agreements.mentions import NEWS_DAYS, Mention
from dragoman.reconcile.agreements.titles import likeness
from dragoman.reconcile.clusters import Link
from dragoman.reconcile.times import Days, day_of, days_of, firm

ALIKE = 0.6  # titles at least this alike are of one agreement if nothing speaks against it
SOME = 0.3  # enough beside the same day of signing
UNLIKE = 0.2  # titles this little alike are two agreements, even of one day
SLIP_DAYS = 45  # two dates of signing so near may be one act told wrongly; annual protocols lie further apart
NAMELESS_DAYS = 14  # "the deal" of two states, between two reports of it
GENERAL_DAYS = 400  # "the trade deal" of two states
DESCRIBED_DAYS = 5 * 365  # "the arms control treaty" of two states: later it is another
FOREVER = 10**6
NEIGHBOURS = 40  # a mention is compared with this many nearest in time that share a key, so that busy pairs of states cost no square
PAIR, MONTH = 2, 31
MOST_PARTIES = 6  # of more parties not every pair makes a key
KNOWN = 3.0  # above what any likeness gives
TRUCE, GENERAL = "ceasefire", "agreement"  # kinds; the second is what news calls any of them
MAKING = frozenset({"agreed", "initialled", "signed"})  # stages that tell when it was made
OPEN = frozenset({"proposed", "negotiated"})  # stages of what need not be agreed yet


class Matcher:
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
    if a.title.plural != b.title.plural and not a.title.names & b.title.names:
        return True  # "the energy deal", "energy deals"
    if max(a.title.weight, b.title.weight) < 1 and not same_name and not there and (_made_again(a, b) or _made_apart(a, b)):
        return True  # "the trade deal" that was made, and one that is talked about later
    if alike is not None and alike < UNLIKE and not (_same_day(a, b) and bool(a.title.names) != bool(b.title.names)):
        return True
    nameless = not a.title.words and not b.title.words and GENERAL == a.kind == b.kind
    twice = nameless or bool(a.signed and b.signed) or bool(a.title.words and b.title.words and (alike or 0) < 1)
    return a.report.id == b.report.id and twice  # one report has told them apart


def _made_again(a: Mention, b: Mention) -> bool:
    """Whether "the deal" that one report says is made is still to be made in a later one: another deal."""
    first, then = sorted((a, b), key=lambda mention: mention.key)
    return _is_made(first) and not _is_made(then) and bool(then.steps)


def _made_apart(a: Mention, b: Mention) -> bool:
    """Whether one report dates the making of "the deal" so that it cannot be that of the other: long made, or made later."""
    first, then = _made_in(a), _made_in(b)
    if first and then and min(x.gap(y) for x in first for y in then) > SLIP_DAYS:
        return True
    return any(_made_otherwise(one, other) for one, other in ((a, b), (b, a)))


def _made_in(mention: Mention) -> list[Days]:
    """The days on which a report says it was made."""
    made = (t.claim for t in mention.steps if t.claim.stage in MAKING and t.claim.modality == "asserted" and firm(t.claim.when))
    return [days for claim in made if (days := days_of(claim.when)) is not None]


def _made_otherwise(one: Mention, other: Mention) -> bool:
    """Whether the other was not made yet long after the one was, or made long before it was."""
    told, days = day_of(other.report.published), min(_made_in(one), key=lambda d: d.first, default=None)
    if told is None or days is None or not other.steps:
        return False
    return days.first - told > SLIP_DAYS if _is_made(other) else told - days.last > SLIP_DAYS


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
