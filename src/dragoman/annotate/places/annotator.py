"""Where things are: names of towns, regions and waters, and of states where something happens in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.annotate.places.surroundings import CITY, Holder, Scene, choose, continues, held_by, main_state, scene_of
from dragoman.annotate.places.toponyms import PROPER, Toponym, find_kinds, find_unknown
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.names import Sense, plain
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, Place, PlaceMention
from dragoman.model.parse import Parse
from dragoman.model.text import Span

TOWN = 4.18  # 15,000 people (a decimal logarithm): below it a name alone is rarely the place
TOO_WIDE = frozenset({"continent"})  # says nothing of where an event was, and its middle lies in a state that is not meant
UNTOLD = frozenset({"ADD", "FW", "XX"})  # what a tagger makes of names with apostrophes: "Sana'a"
UP = 3  # steps from a name to one that it is coordinated with or apposed to


def find_places(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add place mentions in text order, without overlap.

    A name that is no place here, or that nothing tells from a person or a word, is left out; datelines give none, but help to
    tell which place a name means. Raises nothing.
    """
    parse, places = annotated.parse, knowledge.places
    if not len(parse):
        return annotated
    scene = scene_of(annotated, places, knowledge.actors.names)
    mentions = [*_known(scene), *_states(scene, knowledge.actors.names)]
    taken = frozenset(t for m in mentions for t in parse.tokens_in(m.span)) | frozenset(scene.actors)
    mentions += _unknown(scene, taken)
    return replace(annotated, places=tuple(sorted(mentions, key=lambda m: m.span)))


# ------------------------------------------------------------------ names that the tables have


def _known(scene: Scene) -> Iterator[PlaceMention]:
    """Mentions of places of the tables; a name that is surely a place once is one wherever it stands in the report."""
    holders: dict[int, Holder] = {}
    free = [toponym for toponym in scene.toponyms if not _covered(scene, toponym) and not _part_of_name(scene, toponym)]
    for toponym in free:
        holder = held_by(scene, toponym)
        if holder is not None:
            holders[toponym.low] = holder
            if holder.fits and (number := choose(scene, toponym, holder)) is not None:
                scene.fixed[toponym.base] = number
    chosen = {t.low: number for t in free if (number := choose(scene, t, holders.get(t.low))) is not None}
    sure = {t.base for t in free if _is_sure(scene, t, chosen[t.low], holders.get(t.low))}
    text = scene.annotated.document.text
    for toponym in free:
        number, holder = chosen[toponym.low], holders.get(toponym.low)
        if scene.places.kind(number) in TOO_WIDE:
            continue
        if toponym.base in sure or _is_likely(scene, toponym, number):
            name = toponym.span.of(text)
            place = scene.places.place(number)
            if holder is not None and not holder.fits and _is_place_before(scene, toponym):
                place = Place(name=name, state=holder.state)
            elif toponym.kind and toponym.kind not in scene.places.words.seats:
                place = Place(name=name, state=holder.state if holder else main_state(scene, toponym) or place.state)
            yield PlaceMention(span=toponym.span, text=name, place=place, head=toponym.head)


def _covered(scene: Scene, toponym: Toponym) -> bool:
    """Whether an actor bears the name, or a longer name of an actor has it for a part."""
    for mention in scene.actors.get(toponym.head, ()):
        if mention.person and mention.span == toponym.span and _is_town_rather(scene, toponym):
            continue
        if mention.span == toponym.span:
            if mention.actor is not None or mention.person is not None:
                return True
        elif toponym.span.contains(mention.span):
            continue  # "Mbanza Congo" is no part of the Congo's name
        elif mention.person is not None and toponym.span.of(scene.annotated.document.text) in mention.person:
            return True
        elif mention.head == toponym.head or _names_body(mention):
            return True  # "the Liberation of Palestine"
        elif scene.parse.labels[toponym.head] in {"compound", "flat", "amod"}:
            return not _before_office(scene, toponym)
    return False


def _is_town_rather(scene: Scene, toponym: Toponym) -> bool:
    """Whether words that are a surname of someone stand where a well-known town would: "in Valencia"."""
    weight = scene.places.weights[toponym.numbers[0]]
    return weight >= CITY and toponym.base not in scene.parted and _after(scene.parse, toponym, scene.places.words.inside)


def _names_body(mention: ActorMention) -> bool:
    """Whether a mention is the name of an organisation, a group or an organ, of which no part is a place."""
    return mention.actor not in {None, mention.state} and mention.person is None and mention.office is None


def _before_office(scene: Scene, toponym: Toponym) -> bool:
    """Whether an office of the place follows its name: "Texas Governor"."""
    after = toponym.high
    return after < len(scene.parse) and scene.parse.words[after].lower() in scene.places.words.offices


def _part_of_name(scene: Scene, toponym: Toponym) -> bool:
    """Whether other proper nouns make a longer name of it: a person's, a firm's, an accord's."""
    parse, words = scene.parse, scene.places.words
    before, after = toponym.low - 1, toponym.high
    if before >= 0 and parse.words[before].lower() in words.persons:
        return True
    if continues(parse, toponym) and parse.words[before].lower() not in words.directions | words.kinds:
        return before not in scene.actors
    if before >= 1 and parse.lemmas[before] == "of" and parse.words[before - 1] in words.others:
        return True
    if after >= len(parse) or parse.tags[after] not in PROPER or not parse.words[after][0].isupper():
        return False
    if parse.words[after] in words.others:
        return True
    part = parse.labels[toponym.head] == "compound" and parse.heads[toponym.head] >= after
    return part and parse.words[after].lower() not in words.kinds | words.offices


def _is_sure(scene: Scene, toponym: Toponym, number: int, holder: Holder | None) -> bool:
    """Whether the words around a name tell that it is a place."""
    parse, places = scene.parse, scene.places
    words = places.words
    if holder is not None and (holder.fits and holder.holds(places, number)):
        return True
    if not _is_proper(parse, toponym):
        return False
    weight, supported = places.weights[number], places.state(number) in scene.states
    if holder is not None and _is_place_before(scene, toponym) and toponym.base not in words.wary:
        return True
    if _of_kind(parse, toponym, words.kinds) or toponym.kind:
        return supported or weight >= TOWN
    if _has_article(parse, toponym) and not places.kind(number):
        return False
    if toponym.base in words.wary:
        return (supported or not places.state(number)) and weight >= TOWN and _after(parse, toponym, words.inside)
    if toponym.base in scene.parted and not _after(parse, toponym, words.inside):
        return False
    return (supported or weight >= TOWN) and (_after(parse, toponym, words.locative) or _visited(parse, toponym, words.visited))


def _is_likely(scene: Scene, toponym: Toponym, number: int) -> bool:
    """Whether a name that nothing around tells to be a place is well enough known to be one."""
    parse, places = scene.parse, scene.places
    if toponym.base in places.words.wary or toponym.base in scene.parted or (_has_article(parse, toponym) and not places.kind(number)):
        return False
    weight = places.weights[number]
    if not _is_proper(parse, toponym):
        opens = parse.sentences[parse.sentence_of[toponym.low]][0] == toponym.low  # any word has a capital there
        return weight >= CITY and parse.labels[toponym.head] in {"compound", "amod"} and not opens
    return weight >= CITY or (places.state(number) in scene.states and weight >= TOWN)


def _is_proper(parse: Parse, toponym: Toponym) -> bool:
    return any(parse.tags[t] in PROPER or parse.tags[t] in UNTOLD for t in range(toponym.low, toponym.high))


def _has_article(parse: Parse, toponym: Toponym) -> bool:
    """Whether the name itself has an article, as names of towns have not ("the Drug", "a Reading")."""
    return any(c < toponym.low for c in parse.dependents(toponym.head, "det"))


def _is_place_before(scene: Scene, toponym: Toponym) -> bool:
    """Whether an exact preposition of place stands directly before a name."""
    before = toponym.low - 1
    return before >= 0 and scene.parse.lemmas[before] in scene.places.words.exact


def _of_kind(parse: Parse, toponym: Toponym, kinds: frozenset[str]) -> bool:
    """Whether a kind of place stands with the name: "the city of Ganja", "Helmand province", "the town Bor"."""
    before, after = toponym.low - 1, toponym.high
    if after < len(parse) and parse.lemmas[after] in kinds and parse.heads[toponym.head] == after:
        return True
    if before >= 1 and parse.lemmas[before] == "of" and parse.lemmas[before - 1] in kinds:
        return True
    return before >= 0 and parse.lemmas[before] in kinds and parse.tags[before] == "NN"


def _after(parse: Parse, toponym: Toponym, prepositions: frozenset[str]) -> bool:
    """Whether one of these prepositions stands before the name, or before one that it is coordinated with or apposed to."""
    token, before = toponym.head, toponym.low - 1
    if before >= 0 and parse.tags[before] == "IN":
        return parse.lemmas[before] in prepositions
    for _ in range(UP):
        cases = [c for c in parse.dependents(token, "case") if c < token and parse.tags[c] != "POS"]
        if cases:
            return parse.lemmas[cases[0]] in prepositions
        if parse.labels[token] not in {"conj", "appos", "compound", "nmod:poss", "dep"}:
            return False
        token = parse.heads[token]
    return False


def _visited(parse: Parse, toponym: Toponym, verbs: frozenset[str]) -> bool:
    return parse.labels[toponym.head] in {"obj", "nsubj:pass"} and parse.lemmas[parse.heads[toponym.head]] in verbs


# ------------------------------------------------------------------ states, and names that no table has


def _states(scene: Scene, names: Mapping[str, tuple[Sense, ...]]) -> Iterator[PlaceMention]:
    """States in which something is or happens; the actor mention stays beside the place."""
    parse, places = scene.parse, scene.places
    seen: set[Span] = set()
    for mention in scene.annotated.actors:
        number = places.of_state.get(mention.state or "")
        if number is None or mention.actor != mention.state or mention.reach != "name" or mention.person or mention.span in seen:
            continue
        if not any(sense.kind == "state" for sense in names.get(plain(mention.text), ())):
            continue  # "the Libyans"
        token = mention.head
        if parse.labels[token] == "conj" and parse.dependent(token, "case") is None:
            token = parse.heads[token]
        if any(parse.lemmas[c] in places.words.inside for c in parse.dependents(token, "case")):
            seen.add(mention.span)
            yield PlaceMention(span=mention.span, text=mention.text, place=places.place(number), head=mention.head)


def _unknown(scene: Scene, taken: frozenset[int]) -> Iterator[PlaceMention]:
    """Names that no table has, with the state that holds them or, of those with a kind of place, the report's main one."""
    text = scene.annotated.document.text
    kept = set(taken)
    for toponym in find_kinds(scene.parse, scene.places, taken):
        holder = held_by(scene, toponym)
        name = toponym.span.of(text)
        state = holder.state if holder else main_state(scene, toponym)
        kept.update(range(toponym.low, toponym.high))
        yield PlaceMention(span=toponym.span, text=name, place=Place(name=name, state=state), head=toponym.head)
    for toponym in find_unknown(scene.parse, scene.places, kept):
        holder = held_by(scene, toponym)
        if holder is not None:
            name = toponym.span.of(text)
            yield PlaceMention(span=toponym.span, text=name, place=Place(name=name, state=holder.state), head=toponym.head)
