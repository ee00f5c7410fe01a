"""Which place a name means: told by what holds it, by the states and regions that a report names, and by size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.annotate.places.toponyms import PROPER, Toponym, find_toponyms
from dragoman.knowledge.rows.names import Sense, plain
from dragoman.knowledge.rows.places import Places
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse

# Weights are decimal logarithms of people, so that what speaks for one place is measured in powers of ten of its size.
CITY = 5.0  # 100,000 people: such a name is a place without a preposition, or a part of the name of one
CAPITAL = 2.0
HELD = 12.0  # "Portland, Oregon": what the words say outweighs any size
SAME_SENTENCE = 2.0
SAME_REPORT = 1.5
SAME_REGION = 1.5
NAMESAKE = 0.8  # a place six times smaller than its greatest namesake is not meant only because its state is named
MAIN_SHARE = 0.6  # share of one state among those named, from which an unknown name is put there
CONTAINED = 3  # tokens after a name within which the name of what holds it begins
NAMED_AT_MOST = 3  # mentions of a state that count
HOLDERS = frozenset({"region", "area", "island"})
LIST_ENDS = frozenset({",", ".", ")", ";", "-", ":", "!", "?"})


@dataclass(frozen=True, slots=True)
class Holder:
    """The state and region named directly after a name as what holds it; ``fits`` if a place of that name lies there.

    ``region`` is empty where only the state is named.
    """

    state: str
    region: str
    fits: bool

    def holds(self, places: Places, number: int) -> bool:
        """Whether a place lies in it."""
        region = places.region(number)
        return places.state(number) == self.state and (not self.region or not region or region == self.region)


@dataclass(slots=True, kw_only=True)
class Scene:
    """What is known of a report while its places are found.

    ``actors`` are actor mentions by token; ``states`` counts mentions of states; ``parted`` holds names that
    end a longer proper name somewhere in the report ("Howard Dean"); ``fixed`` what a name was told to mean.
    """

    annotated: Annotated
    places: Places
    toponyms: list[Toponym]
    starting: Mapping[int, Toponym]
    actors: Mapping[int, tuple[ActorMention, ...]]
    states: Counter[str]
    by_sentence: Mapping[int, set[str]]
    regions: set[tuple[str, str]]
    parted: frozenset[str]
    fixed: dict[str, int] = field(default_factory=dict)

    @property
    def parse(self) -> Parse:
        """The parse of the report."""
        return self.annotated.parse


def scene_of(annotated: Annotated, places: Places, names: Mapping[str, tuple[Sense, ...]]) -> Scene:
    """The names that may be places, and the states and regions that speak for one or the other.

    ``names`` are those of the actor tables: they tell the states in datelines.
    """
    parse = annotated.parse
    actors: dict[int, list[ActorMention]] = {}
    states: Counter[str] = Counter()
    by_sentence: dict[int, set[str]] = {}

    def name_state(state: str, token: int) -> None:
        states[state] = min(states[state] + 1, NAMED_AT_MOST)
        by_sentence.setdefault(parse.sentence_of[token], set()).add(state)

    for mention in annotated.actors:
        tokens = parse.tokens_in(mention.span)
        for token in tokens:
            actors.setdefault(token, []).append(mention)
        if mention.state and tokens:
            name_state(mention.state, tokens[0])
    dates = frozenset(t for d in annotated.dates for t in parse.tokens_in(d.span))
    toponyms = [t for t in find_toponyms(annotated.document.text, parse, places) if t.low not in dates]
    regions: set[tuple[str, str]] = set()
    for toponym in toponyms:
        best = toponym.numbers[0]
        known = places.kind(best) == "region" and places.state(best)
        if known and toponym.base not in places.words.wary and not any(m.actor for m in actors.get(toponym.low, ())):
            regions.add((places.state(best), places.region(best)))
            name_state(places.state(best), toponym.low)
    for state in _of_datelines(annotated, places, names):
        states[state] += 1
    return Scene(
        annotated=annotated, places=places, toponyms=toponyms, starting={t.low: t for t in toponyms},
        actors={token: tuple(some) for token, some in actors.items()}, states=states, by_sentence=by_sentence, regions=regions,
        parted=_parted(parse, toponyms, places),
    )  # fmt: skip


def _of_datelines(annotated: Annotated, places: Places, names: Mapping[str, tuple[Sense, ...]]) -> Iterator[str]:
    """The states of datelines: named in them ("VALENCIA, Venezuela (AP)"), else that of the best known place that opens them."""
    for region in annotated.document.regions:
        if region.kind == "dateline":
            parts = [part.strip() for part in plain(region.span.of(annotated.document.text)).partition("(")[0].split(",")]
            senses = [sense for part in parts[1:] for sense in names.get(part, ()) if sense.kind == "state" and sense.actor]
            if senses:
                yield senses[0].actor or ""
            else:
                yield from (places.state(number) for number in places.titled(parts[0].title())[:1])


def _parted(parse: Parse, toponyms: Sequence[Toponym], places: Places) -> frozenset[str]:
    directions = places.words.directions
    return frozenset(t.base for t in toponyms if continues(parse, t) and parse.words[t.low - 1].lower() not in directions)


def continues(parse: Parse, toponym: Toponym) -> bool:
    """Whether the token before a name is a proper noun of the same, longer name."""
    before = toponym.low - 1
    if before < 0 or parse.tags[before] not in PROPER or parse.labels[before] not in {"compound", "flat"}:
        return False
    return parse.heads[before] >= toponym.low


def held_by(scene: Scene, toponym: Toponym) -> Holder | None:
    """What holds a name, if it is named directly after it: "Portland, Oregon", "Subic Bay in the Philippines"."""
    parse = scene.parse
    after = toponym.high
    if after >= len(parse) or not (parse.words[after] in {",", "("} or parse.lemmas[after] == "in"):
        return None
    for token in range(after + 1, min(after + 1 + CONTAINED, len(parse))):
        if parse.sentence_of[token] != parse.sentence_of[toponym.low]:
            return None
        mine = {scene.places.state(n) for n in toponym.numbers}
        region = _region_of(scene, scene.starting[token], mine) if token in scene.starting else None
        state = _state_of(scene, token, mine)
        found = next((h for h in (state, region) if h is not None and h.fits), state or region)
        if found is not None:
            return found if found.fits or parse.lemmas[after] != "in" else None
        if token in scene.starting or token in scene.actors:
            return None
        if parse.tags[token] != "DT" and parse.lemmas[token] != "in" and parse.words[token].lower() not in scene.places.words.directions:
            return None
    return None


def _state_of(scene: Scene, token: int, states: set[str]) -> Holder | None:
    """A state as a holder; one in which no place of that name lies needs a closed phrase."""
    parse = scene.parse
    for mention in scene.actors.get(token, ()):
        named = mention.reach == "name" and not mention.person and parse.tags[mention.head] in PROPER
        if mention.state and named and parse.starts[token] == mention.span.start:
            fits = mention.state in states
            if fits or _closed(parse, parse.tokens_in(mention.span)[-1] + 1):
                return Holder(mention.state, "", fits)
    return None


def _region_of(scene: Scene, holder: Toponym, states: set[str]) -> Holder | None:
    """A region as a holder: one in the state of a place of that name before others; those others need a closed phrase."""
    places = scene.places
    regions = [n for n in holder.numbers if places.kind(n) in HOLDERS]
    fitting = [n for n in regions if places.state(n) in states]
    if fitting:
        return Holder(places.state(fitting[0]), places.region(fitting[0]), fits=True)
    if regions and places.state(regions[0]) and _closed(scene.parse, holder.high):
        return Holder(places.state(regions[0]), places.region(regions[0]), fits=False)
    return None


def _closed(parse: Parse, token: int) -> bool:
    """Whether a phrase ends before a token; a list of places that goes on does not."""
    if token >= len(parse):
        return True
    tags = parse.tags[token + 1 : token + 3]
    goes_on = parse.words[token] == "," and tags[:1] and (tags[0] in PROPER or (tags[0] == "CC" and tags[1:] != ("IN",)))
    return parse.words[token] in LIST_ENDS and not goes_on


def choose(scene: Scene, toponym: Toponym, holder: Holder | None) -> int | None:
    """The place that a name of the tables means; None if no table has it."""
    if not toponym.numbers:
        return None
    if (holder is None or not holder.fits) and toponym.base in scene.fixed:
        return scene.fixed[toponym.base]
    if len(toponym.numbers) == 1:
        return toponym.numbers[0]
    return max(toponym.numbers, key=lambda number: _fitness(scene, toponym, number, holder))


def _fitness(scene: Scene, toponym: Toponym, number: int, holder: Holder | None) -> float:
    places = scene.places
    state = places.state(number)
    fitness = places.weights[number] + CAPITAL * (number in places.capitals)
    if holder is not None and holder.holds(places, number):
        fitness += HELD
    region = bool(state) and (state, places.region(number)) in scene.regions and places.kind(number) != "region"
    if region:
        fitness += SAME_REGION
    elif places.weights[number] < places.weights[toponym.numbers[0]] - NAMESAKE:
        return fitness
    if not state or state in scene.by_sentence.get(scene.parse.sentence_of[toponym.low], ()):
        fitness += SAME_SENTENCE
    if not state or state in scene.states:
        fitness += SAME_REPORT
    return fitness


def main_state(scene: Scene, toponym: Toponym) -> str | None:
    """The state of a name that no table has: that of a town in it, the sentence's only one, or the report's main one."""
    for inner in scene.toponyms:
        if inner is not toponym and toponym.low <= inner.low < toponym.high and (number := choose(scene, inner, None)) is not None:
            state = scene.places.state(number)
            if state and (state in scene.states or scene.places.weights[number] >= CITY):
                return state
    near = scene.by_sentence.get(scene.parse.sentence_of[toponym.low], set())
    if len(near) == 1:
        return next(iter(near))
    own = {scene.places.state(n) for n in scene.places.called(toponym.base)} & (near or scene.states.keys())
    if len(own) == 1:
        return next(iter(own))
    if not scene.states:
        return None
    state, count = scene.states.most_common(1)[0]
    return state if count >= MAIN_SHARE * scene.states.total() else None
