"""Who stands in a slot of an activity, and what else its sentence says of it."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.grammar import actors_of, within
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities, ActivityNoun, ActivityVerb, Series
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, PlaceMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, obliques
from dragoman.model.text import Span

HOSTING = frozenset({"host", "place"})
EXERCISES = ("exercise",)  # kinds of series


def fillers(annotated: Annotated, knowledge: Knowledge, token: int | None, role: str) -> list[ActorMention]:
    """The actors a token and its conjuncts name; for a host also the state of a place."""
    if token is None:
        return []
    found = list(actors_of(annotated, token))
    if not found and annotated.parse.pos[token] == "PROPN":
        found = list(within(annotated, token)[:1])  # a name that nobody knows: "King Idris bin Said of Chad"
    if not found and role in {"visitor", "participant"}:
        found = _sent_by(annotated, knowledge, token)
    if role in HOSTING:
        for member in conjuncts(annotated.parse, token):
            if not annotated.actors_at.get(member):
                places = annotated.places_at.get(member, ()) or _places_in(annotated, member)
                found += [m for place in places if (m := _state_of_place(place, knowledge)) is not None]
    return found


def _sent_by(annotated: Annotated, knowledge: Knowledge, token: int) -> list[ActorMention]:
    """Who sent a group that is named by its leader or its home: "a delegation led by the Chadian minister", "an envoy from Gaza"."""
    parse, links = annotated.parse, knowledge.activities.links
    for clause in parse.dependents(token, "acl"):
        if parse.lemmas[clause] in links["led"]:
            return [m for agent in parse.dependents(clause, "obl:agent") for m in actors_of(annotated, agent)]
    homes = [noun for word, noun in obliques(parse, token) if word in links["origin"] and parse.lemmas[token] in links["envoys"]]
    return [m for home in homes for place in annotated.places_at.get(home, ()) if (m := _state_of_place(place, knowledge)) is not None]


def whom_it_is_about(parse: Parse, verb: int, words: Activities) -> int | None:
    """Whom a clause tells what they are praised or blamed for: "criticized Chad for holding the drills"."""
    held, mark = parse.dependent(parse.heads[verb], "obj"), parse.dependent(verb, "mark")
    if held is None or mark is None or parse.labels[verb] != "advcl" or parse.tags[verb] != "VBG":
        return None
    return held if held < verb and parse.lemmas[mark] in words.links["reason"] else None


def _places_in(annotated: Annotated, token: int) -> tuple[PlaceMention, ...]:
    """The first place that a phrase names: "the airport of Ganja"."""
    low, high = annotated.parse.edges[token]
    return next((annotated.places_at[t] for t in range(low, high) if t in annotated.places_at), ())


def _state_of_place(place: PlaceMention, knowledge: Knowledge) -> ActorMention | None:
    """The state in which a place lies, as who receives a guest there."""
    known = knowledge.actors.states.get(place.place.state or "")
    if known is None:
        return None
    return ActorMention(
        span=place.span, text=place.text, actor=known.code, state=known.code, name=known.name, head=place.head, reach="metonym"
    )


def series_in(annotated: Annotated, token: int, words: Activities, *kinds: str) -> Series | None:
    """The series of exercises, or of the kinds given, that the sentence of a token names."""
    parse, text = annotated.parse, annotated.document.text
    for place in range(*parse.sentences[parse.sentence_of[token]]):
        for series in words.series.get(parse.words[place], ()):
            if series.kind in (kinds or EXERCISES) and any(text.startswith(name, parse.starts[place]) for name in series.names):
                return series
    return None


def names_of_series(annotated: Annotated, words: Activities) -> dict[int, Series]:
    """The exercises that are named, by the last token of the name: "African Lion"."""
    parse, text = annotated.parse, annotated.document.text
    found: dict[int, Series] = {}
    for token, word in enumerate(parse.words):
        for series in words.series.get(word, ()):
            name = next((n for n in series.names if text.startswith(n, parse.starts[token])), None) if series.kind in EXERCISES else None
            if name is not None:
                found[max(parse.tokens_in(Span(parse.starts[token], parse.starts[token] + len(name))), default=token)] = series
    return found


def sentence_has(parse: Parse, token: int, needs: ActivityNoun | ActivityVerb) -> bool:
    """Whether one of the words that a trigger needs stands in its sentence; of projects, in its own phrase or beside its verb."""
    if not needs.needs.by_first:
        return True
    tokens = _near(parse, token) if needs.type == "project" else range(*parse.sentences[parse.sentence_of[token]])
    return bool(needs.needs.codes([parse.lemmas[t].lower() for t in tokens]))


def _near(parse: Parse, token: int) -> list[int]:
    """The tokens that say how something is done: of the phrase of a noun up to it, and the adverbs of the verbs above."""
    verbs = [t for t in (token, *parse.ancestors(token)) if parse.pos[t] == "VERB"][:2]
    near = {*verbs, *(c for verb in verbs for c in parse.dependents(verb, "advmod"))}
    if parse.pos[token] != "VERB":
        near |= set(range(parse.edges[token][0], token))
    if parse.labels[token] == "conj":  # "joint drills and projects"
        near |= set(parse.dependents(parse.heads[token], "amod"))
    return sorted(near)


def phrases(annotated: Annotated, token: int, words: Activities) -> Iterator[tuple[str, int]]:
    """The prepositional phrases of a verb or noun; "with visiting president Khan", read as a clause, is one too."""
    parse = annotated.parse
    for word, noun in obliques(parse, token):
        yield word, noun
        if parse.lemmas[noun].lower() in words.links["jointly"]:  # "in conjunction with Chad"
            yield from ((inner, other) for inner, other in obliques(parse, noun) if inner in words.links["company"])
    for clause in parse.dependents(token, "acl", "advcl", "xcomp"):
        guest = parse.dependent(clause, "obj") if parse.words[clause].lower() in words.visiting else None
        mark = parse.dependent(clause, "mark", "case")
        if guest is not None and mark is not None:
            yield parse.lemmas[mark], guest
