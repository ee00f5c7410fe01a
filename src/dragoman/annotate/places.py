"""Where things are: names of towns, regions and waters, and of states where something happens in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.annotate.toponyms import PROPER, Toponym, find_kinds, find_toponyms
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.names import plain
from dragoman.knowledge.rows.places import Places
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, Place, PlaceMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts
from dragoman.model.text import Span

# Weights are decimal logarithms of people, so that what speaks for one place is measured in powers of ten of its size.
CAPITAL = 2.0
HELD = 12.0  # "Portland, Oregon": what the words say outweighs any size
SAME_SENTENCE = 2.0
SAME_REPORT = 1.5
SAME_REGION = 1.5
DATELINE = 1.0
TOWN = 4.18  # 15,000 people: below it a name alone is rarely the place
CITY = 5.0  # 100,000 people: such a name is a place without a preposition
MAIN_SHARE = 0.6  # share of one state among those named, from which an unknown name is put there
CONTAINED = 3  # tokens after a name within which the name of what holds it begins
NAMED_AT_MOST = 3  # mentions of a state that count


@dataclass(slots=True, kw_only=True)
class Scene:
    """What is known of a report while its places are found."""

    annotated: Annotated
    places: Places
    toponyms: list[Toponym]
    starting: Mapping[int, Toponym]
    actors: Mapping[int, tuple[ActorMention, ...]]
    states: Counter[str]
    by_sentence: Mapping[int, set[str]]
    regions: set[tuple[str, str]]
    surnames: frozenset[str]
    fixed: dict[str, int] = field(default_factory=dict)

    @property
    def parse(self) -> Parse:
        """The parse of the report."""
        return self.annotated.parse


def find_places(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add place mentions in text order, without overlap. A name that is no place here, or that nothing tells from a person or
    a word, is left out; datelines give none, but help to tell which place a name means. Raises nothing.
    """
    parse, places = annotated.parse, knowledge.places
    if not len(parse):
        return annotated
    scene = _scene(annotated, places)
    mentions = [*_known(scene), *_states(scene)]
    taken = frozenset(t for m in mentions for t in parse.tokens_in(m.span)) | frozenset(scene.actors)
    mentions += _unknown(scene, taken)
    return replace(annotated, places=tuple(sorted(mentions, key=lambda m: m.span)))


def _scene(annotated: Annotated, places: Places) -> Scene:
    """The names that may be places, and the states and regions that speak for one or the other."""
    parse = annotated.parse
    actors: dict[int, list[ActorMention]] = {}
    states: Counter[str] = Counter()
    by_sentence: dict[int, set[str]] = {}
    for mention in annotated.actors:
        tokens = parse.tokens_in(mention.span)
        for token in tokens:
            actors.setdefault(token, []).append(mention)
        if mention.state and tokens:
            states[mention.state] = min(states[mention.state] + 1, NAMED_AT_MOST)
            by_sentence.setdefault(parse.sentence_of[tokens[0]], set()).add(mention.state)
    toponyms = find_toponyms(annotated.document.text, parse, places)
    regions: set[tuple[str, str]] = set()
    for toponym in toponyms:
        best = toponym.numbers[0]
        if places.kind(best) == "region" and places.state(best) and toponym.base not in places.words.wary and toponym.low not in actors:
            regions.add((places.state(best), places.region(best)))
            states[places.state(best)] = min(states[places.state(best)] + 1, NAMED_AT_MOST)
            by_sentence.setdefault(parse.sentence_of[toponym.low], set()).add(places.state(best))
    for number in _of_datelines(annotated, places):
        states[places.state(number)] += DATELINE > 0
    return Scene(
        annotated=annotated, places=places, toponyms=toponyms, starting={t.low: t for t in toponyms},
        actors={token: tuple(some) for token, some in actors.items()}, states=states, by_sentence=by_sentence, regions=regions,
        surnames=_surnames(parse, toponyms, places),
    )  # fmt: skip


def _of_datelines(annotated: Annotated, places: Places) -> Iterator[int]:
    """The best known place that opens each dateline."""
    for region in annotated.document.regions:
        if region.kind == "dateline":
            name = plain(region.span.of(annotated.document.text)).partition(",")[0].partition("(")[0].strip()
            yield from places.titled(name.title())[:1]


def _surnames(parse: Parse, toponyms: Sequence[Toponym], places: Places) -> frozenset[str]:
    """Names that end a longer proper name in this report: "Howard Dean" tells that "Dean" is no town."""
    found = set()
    for toponym in toponyms:
        before = toponym.low - 1
        if before >= 0 and _is_part(parse, before, toponym) and parse.words[before].lower() not in places.words.directions:
            found.add(toponym.base)
    return frozenset(found)


def _is_part(parse: Parse, token: int, toponym: Toponym) -> bool:
    """Whether the token before a name is a proper noun of the same name."""
    return parse.tags[token] in PROPER and parse.labels[token] in {"compound", "flat"} and (parse.heads[token] == toponym.head or toponym.low <= parse.heads[token] < toponym.high)


# ------------------------------------------------------------------ names that the tables have


def _known(scene: Scene) -> Iterator[PlaceMention]:
    holders = {}
    for toponym in scene.toponyms:
        held = _held_by(scene, toponym)
        if held is not None:
            holders[toponym.low] = held
            if (number := _choose(scene, toponym, held)) is not None and _holds(scene.places, number, held):
                scene.fixed[toponym.base] = number
    text = scene.annotated.document.text
    for toponym in scene.toponyms:
        if _covered(scene, toponym):
            continue
        held = holders.get(toponym.low)
        number = _choose(scene, toponym, held)
        if number is not None and _is_place(scene, toponym, number, held):
            yield PlaceMention(span=toponym.span, text=toponym.span.of(text), place=scene.places.place(number), head=toponym.head)


def _held_by(scene: Scene, toponym: Toponym) -> tuple[str, str] | None:
    """The state and region named directly after a name as what holds it: "Portland, Oregon", "Subic Bay in the Philippines"."""
    parse = scene.parse
    after = toponym.high
    if after >= len(parse) or not (parse.words[after] in {",", "("} or parse.lemmas[after] == "in"):
        return None
    for token in range(after + 1, min(after + 1 + CONTAINED, len(parse))):
        if parse.sentence_of[token] != parse.sentence_of[toponym.low]:
            return None
        holder = scene.starting.get(token)
        for mention in scene.actors.get(token, ()):
            if mention.state and mention.reach == "name" and mention.person is None and parse.tags[mention.head] in PROPER and parse.starts[token] == mention.span.start:
                return mention.state, ""
        if holder is not None:
            regions = [n for n in holder.numbers if scene.places.kind(n) in {"region", "area", "island"}]
            mine = {scene.places.state(n) for n in toponym.numbers}
            fitting = [n for n in regions if scene.places.state(n) in mine]
            if fitting:
                return scene.places.state(fitting[0]), scene.places.region(fitting[0])
            return None
        if parse.tags[token] != "DT" and parse.lemmas[token] != "in" and parse.words[token].lower() not in scene.places.words.directions:
            return None
    return None


def _holds(places: Places, number: int, held: tuple[str, str]) -> bool:
    state, region = held
    return places.state(number) == state and (not region or not places.region(number) or places.region(number) == region)


def _choose(scene: Scene, toponym: Toponym, held: tuple[str, str] | None) -> int | None:
    """The place that a name means: by what holds it, by the report's states and regions, by size."""
    if not toponym.numbers:
        return None
    if held is None and toponym.base in scene.fixed:
        return scene.fixed[toponym.base]
    if len(toponym.numbers) == 1:
        return toponym.numbers[0]
    return max(toponym.numbers, key=lambda number: _fitness(scene, toponym, number, held))


def _fitness(scene: Scene, toponym: Toponym, number: int, held: tuple[str, str] | None) -> float:
    places = scene.places
    state = places.state(number)
    fitness = places.weights[number] + CAPITAL * (number in places.capitals)
    if held is not None and _holds(places, number, held):
        fitness += HELD
    if state in scene.by_sentence.get(scene.parse.sentence_of[toponym.low], ()):
        fitness += SAME_SENTENCE
    if state in scene.states:
        fitness += SAME_REPORT
    if (state, places.region(number)) in scene.regions and places.kind(number) != "region":
        fitness += SAME_REGION
    return fitness


def _covered(scene: Scene, toponym: Toponym) -> bool:
    """Whether an actor bears the name, or a longer name of an actor has it for a part."""
    for mention in scene.actors.get(toponym.head, ()):
        if mention.span == toponym.span or toponym.span.contains(mention.span):
            if mention.actor is not None or mention.person is not None:
                return True
        elif mention.person is not None and scene.annotated.document.text[toponym.span.start : toponym.span.end] in mention.person:
            return True
        elif mention.head == toponym.head or scene.parse.labels[toponym.head] in {"compound", "flat", "amod"}:
            return True
        elif mention.state is None and mention.actor is not None:
            return True  # of the name of an organisation: "the Bank of Tokyo"
    return False


def _is_place(scene: Scene, toponym: Toponym, number: int, held: tuple[str, str] | None) -> bool:
    """Whether a name is that of the place here."""
    parse, places = scene.parse, scene.places
    words = places.words
    if _part_of_name(scene, toponym):
        return False
    if held is not None and _holds(places, number, held):
        return True
    if not any(parse.tags[t] in PROPER for t in range(toponym.low, toponym.high)):
        return False
    weight = places.weights[number]
    named = toponym.high - toponym.low > 1 and parse.words[toponym.high - 1] in words.endings
    supported = places.state(number) in scene.states
    if _of_kind(parse, toponym, words.kinds) or named:
        return supported or weight >= TOWN
    where = _locative(parse, toponym, words.locative) or _visited(parse, toponym, words.visited)
    if toponym.base in words.wary:
        return where and supported and weight >= TOWN
    if toponym.base in scene.surnames:
        return False
    if where:
        return supported or weight >= TOWN
    return weight >= CITY or (supported and weight >= TOWN)


def _part_of_name(scene: Scene, toponym: Toponym) -> bool:
    """Whether other proper nouns make a longer name of it: a person's, a firm's, an accord's."""
    parse, words = scene.parse, scene.places.words
    before, after = toponym.low - 1, toponym.high
    if before >= 0 and parse.words[before].lower() in words.persons:
        return True
    if before >= 0 and _is_part(parse, before, toponym) and parse.words[before].lower() not in words.directions | words.kinds:
        return before not in scene.actors
    if before >= 1 and parse.lemmas[before] == "of" and parse.words[before - 1] in words.others:
        return True
    if after >= len(parse) or parse.tags[after] not in PROPER or not parse.words[after][0].isupper():
        return False
    if parse.words[after] in words.others:
        return True
    return parse.labels[toponym.head] == "compound" and parse.heads[toponym.head] >= after and parse.words[after].lower() not in words.kinds and after not in scene.starting


def _of_kind(parse: Parse, toponym: Toponym, kinds: frozenset[str]) -> bool:
    """Whether a kind of place stands with the name: "the city of Ganja", "Helmand province", "the town Bor"."""
    before, after = toponym.low - 1, toponym.high
    if after < len(parse) and parse.lemmas[after].lower() in kinds and parse.heads[toponym.head] == after:
        return True
    if before >= 1 and parse.lemmas[before] == "of" and parse.lemmas[before - 1] in kinds:
        return True
    return before >= 0 and parse.lemmas[before] in kinds and parse.tags[before] == "NN"


def _locative(parse: Parse, toponym: Toponym, prepositions: frozenset[str]) -> bool:
    """Whether a preposition of place stands before the name, or before one that it is coordinated with or apposed to."""
    token = toponym.head
    for _ in range(3):
        cases = [c for c in parse.dependents(token, "case") if c < token and parse.tags[c] != "POS"]
        if cases:
            return parse.lemmas[cases[0]] in prepositions
        if parse.labels[token] not in {"conj", "appos", "compound", "nmod:poss", "dep"}:
            return False
        token = parse.heads[token]
    return False


def _visited(parse: Parse, toponym: Toponym, verbs: frozenset[str]) -> bool:
    return parse.labels[toponym.head] in {"obj", "nsubj:pass"} and parse.lemmas[parse.heads[toponym.head]] in verbs


# ------------------------------------------------------------------ states, and names with a kind of place


def _states(scene: Scene) -> Iterator[PlaceMention]:
    """States in which something is or happens; the actor mention stays beside the place."""
    parse, places = scene.parse, scene.places
    seen: set[Span] = set()
    for mention in scene.annotated.actors:
        state, token = mention.state, mention.head
        if state is None or mention.actor != state or mention.reach != "name" or mention.person or mention.span in seen or parse.tags[token] not in PROPER:
            continue
        inside = any(parse.lemmas[c] in places.words.inside for c in parse.dependents(token, "case"))
        first = parse.heads[token] if parse.labels[token] == "conj" else token
        if not inside and first != token and token in conjuncts(parse, first):
            inside = any(parse.lemmas[c] in places.words.inside for c in parse.dependents(first, "case")) and parse.dependent(token, "case") is None
        number = places.of_state.get(state)
        if inside and number is not None:
            seen.add(mention.span)
            yield PlaceMention(span=mention.span, text=mention.text, place=places.place(number), head=token)


def _unknown(scene: Scene, taken: frozenset[int]) -> Iterator[PlaceMention]:
    """Names that no table has, with the state that holds them or is the report's main one."""
    text = scene.annotated.document.text
    for toponym in find_kinds(text, scene.parse, scene.places, taken):
        held = _held_by(scene, replace(toponym, numbers=tuple(scene.places.of_state.values())))
        state = held[0] if held else _main_state(scene, toponym)
        name = toponym.span.of(text)
        yield PlaceMention(span=toponym.span, text=name, place=Place(name=name, state=state), head=toponym.head)


def _main_state(scene: Scene, toponym: Toponym) -> str | None:
    """The only state of the sentence, or the one that most of the report's mentions are of."""
    near = scene.by_sentence.get(scene.parse.sentence_of[toponym.low], set())
    own = {scene.places.state(n) for n in scene.places.called(toponym.base)} & (near or scene.states.keys())
    if len(own) == 1:
        return next(iter(own))
    if len(near) == 1:
        return next(iter(near))
    if not scene.states:
        return None
    state, count = scene.states.most_common(1)[0]
    return state if count >= MAIN_SHARE * scene.states.total() else None
