"""Persons: whom a name means on the day of the report, and surnames used alone after a name was given in full."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from dragoman.annotate.actors.names import Hit
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.holders import FAMILY_FIRST, Holder, surnames_of
from dragoman.knowledge.rows.names import Sense
from dragoman.knowledge.rows.references import ReferenceWords
from dragoman.model.parse import Parse

GRACE = 3  # years after which a former holder's surname alone tells nobody any more
REMEMBERED = 12  # years, if the surname is so long that hardly anyone else of that name is in the news
UNCOMMON = 5  # letters
ALIKE = 3  # letters: given names that begin alike are spellings of one name ("Sergei", "Sergey")
PROPER = frozenset({"NNP", "NNPS"})
PARTICLES = frozenset({"bin", "al", "el", "ibn", "de", "van", "von", "der", "del", "da", "dos", "ben", "ul", "ur", "-"})
LONGEST_NAME = 6  # tokens, hyphens among them
KNOWN = frozenset({"foreign minister", "defence minister", "secretary general", "vice president", "crown prince"})
HIGHEST = ("supreme leader", "head of state", "head of government", "party leader")
CONSORT = "first lady"  # the office of those whose surname alone means somebody else
OUT_OF_OFFICE = "ELI"  # PLOVER: former officials


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom a name means: ``actor`` and ``state`` are None for one of no state, ``office`` for one without."""

    name: str
    actor: str | None = None
    state: str | None = None
    office: str | None = None


def person_on(terms: Iterable[Holder], day: str, actors: Actors, offices: Sequence[str] = ()) -> Person | None:
    """The person by the term that covers a day (in the office named, else the highest), else by the last one before.

    Of one who takes office within a year, the state is known but no office. None if no term is so near.
    """
    some = sorted(terms, key=lambda term: (term.since, -_rank(term, offices)))
    begun = [term for term in some if term.since <= day]
    if not begun:
        coming = next((term for term in some if term.since <= _later(day, 1)), None)
        return _as_person(coming, "GOV", None, actors) if coming is not None else None
    current = [term for term in begun if term.held_on(day)]
    term = min(current, key=lambda term: _rank(term, offices)) if current else begun[-1]
    return _as_person(
        term,
        actors.sectors.get(term.office, "GOV") if current else OUT_OF_OFFICE,
        term.office if current else None,
        actors,
    )


def _rank(term: Holder, offices: Sequence[str]) -> int:
    """The place of an office: those named come first, then the highest ones."""
    order = (*offices, *HIGHEST)
    return order.index(term.office) if term.office in order else len(order)


def _as_person(term: Holder, sector: str, office: str | None, actors: Actors) -> Person:
    if term.state not in actors.states:
        return Person(name=term.person, actor=None if sector == OUT_OF_OFFICE else term.state, office=office)
    actor = f"{term.state}:{sector}" if ":" not in term.state else term.state
    return Person(name=term.person, actor=actor, state=term.state.partition(":")[0], office=office)


class Registry:
    """The persons of one report, by full name and by the forms in which they are named afterwards."""

    def __init__(self, actors: Actors, day: str) -> None:
        self._actors = actors
        self.day = day
        self._by_surname: dict[str, dict[str, Person]] = {}
        self._by_given: dict[str, dict[str, Person]] = {}

    def add(self, person: Person, *written: str) -> None:
        """Tie the full name and the surnames of the forms written to what is known; office and state win over none."""
        if person.office == CONSORT:
            return
        for name in (person.name, *written):
            for surname in self._surnames(person, name):
                some = self._by_surname.setdefault(surname, {})
                known = some.get(person.name)
                if known is None or (person.actor is not None and (known.actor is None or _is_former(known) > _is_former(person))):
                    some[person.name] = person
            given, _, rest = name.partition(" ")
            if rest and person.state is not None and len(given) >= UNCOMMON:
                self._by_given.setdefault(given, {})[person.name] = person
            for middle in rest.split()[:-1]:  # "Ortiz" of "Antonio Ortiz Mena"
                if person.actor is not None and len(middle) >= UNCOMMON:
                    self._by_given.setdefault(middle, {})[person.name] = person

    def _surnames(self, person: Person, name: str) -> Iterable[str]:
        terms = self._actors.terms.get(person.name, ())
        if terms:
            return [surname for term in terms for surname in term.surnames]
        words = name.split()
        first = [words[0]] if person.state in FAMILY_FIRST and len(words) > 1 else []
        return [*first, *surnames_of(name)]

    def called(self, surname: str) -> tuple[Person, ...]:
        """The persons of this report whom a surname may mean."""
        return tuple(self._by_surname.get(surname, {}).values())

    def named(self, given: str) -> tuple[Person, ...]:
        """The one official of this report whom a given or a first surname alone means, where nobody is called so: "Susilo", "Ortiz"."""
        people = {} if given in self._by_surname else self._by_given.get(given, {})
        return tuple(people.values()) if len(people) == 1 else ()

    def __contains__(self, surname: str) -> bool:
        return surname in self._by_surname


def _is_former(person: Person) -> bool:
    return person.actor is not None and person.actor.endswith(f":{OUT_OF_OFFICE}")


def candidates(
    senses: Iterable[Sense], actors: Actors, day: str, states: frozenset[str] = frozenset(), offices: Sequence[str] = ()
) -> list[Person]:
    """The persons a name may mean: of the states and offices named beside it, else in office, else last in office."""
    people = dict.fromkeys(sense.name for sense in senses if sense.kind in {"person", "surname"})
    found: list[tuple[int, Person]] = []
    for name in people:
        terms = actors.terms[name]
        if states:
            terms = tuple(term for term in terms if term.state in states)
        wanted = tuple(term for term in terms if term.office in offices) or terms
        person = person_on(wanted, day, actors, offices)
        if person is None:
            continue
        current = any(term.held_on(day) for term in terms)
        fits = any(term.office in offices and term.held_on(day) for term in terms)
        recent = any(term.since <= day <= _later(term.until) for term in terms)
        found.append((3 * fits + 2 * current + recent, person))
    best = max((score for score, _ in found), default=0)
    return [person for score, person in found if score == best]


def distinctive(hit: Hit, actors: Actors, written: str, day: str, named: Container[str]) -> list[Person]:
    """Who a surname alone means without introduction: one in office, by a name that is no word and not common.

    Heads are known by their surnames, the next in rank by uncommon ones, all others only after they were introduced.
    ``named`` are the states that the report names: of others only leaders of powers, now in office, are believed.
    """
    words = actors.words
    if written in words.common_surnames or written.title() in words.common_surnames:
        return []
    people = dict.fromkeys(sense.name for sense in hit.senses if sense.kind == "surname")
    offices = frozenset(HIGHEST) | (KNOWN if len(written) >= UNCOMMON else frozenset())
    terms = {name: [term for term in actors.terms[name] if term.office in offices and term.since <= day] for name in people}
    for grace in (0, GRACE, REMEMBERED) if len(written) >= UNCOMMON else (0, GRACE):
        recent = [name for name, some in terms.items() if any(day <= _later(term.until, grace) for term in some)]
        known = [person for name in recent if (person := person_on(actors.terms[name], day, actors)) is not None]
        known = [p for p in known if p.state in named or p.state is None or (len(written) >= UNCOMMON and _is_in_the_news(p, words))]
        if known:
            return known if len(known) == 1 else []
    return []


def _is_in_the_news(person: Person, words: ReferenceWords) -> bool:
    """Whether news names a person in office by surname even where it does not name the state."""
    return person.office is not None and (person.state in words.great or (person.state in words.known and person.office in HIGHEST))


def _later(until: str, years: int = GRACE) -> str:
    """An ISO day some years after an ISO prefix."""
    return f"{int(until[:4]) + years:04}{until[4:]}" if until < "9" else until


def same_given_name(written: str, name: str, words: ReferenceWords) -> bool:
    """Whether "Rex W. Tillerson" may be Rex Tillerson, and Mitch McConnell is not Mike McConnell.

    The first names agree if one is the other, its initial or its beginning, if both begin alike, or if the tables tell that they are
    forms of one name.
    """
    one, other = (text.split(maxsplit=1)[0].rstrip(".").lower() for text in (written, name))
    known, same = words.given.get(one, frozenset()), words.given.get(other, frozenset())
    if one.startswith(other) or other.startswith(one) or known & same:
        return True
    return not (known and same) and one[:ALIKE] == other[:ALIKE]


def name_after(parse: Parse, low: int, taken: Container[int]) -> int:
    """The end of a run of proper nouns from a token on, such as a person's name; ``low`` itself if there is none."""
    last = parse.sentences[parse.sentence_of[low]][1] if low < len(parse) else low
    place = low
    while place < last and place - low < LONGEST_NAME and place not in taken:
        word = parse.words[place]
        close = parse.ends[place - 1] == parse.starts[place] if place > low else False  # and no dash between words
        joined = close and parse.words[place - 1] == "-" and word.isalpha()  # "Huh Sun-yong"
        hyphen = word == "-" and close
        follows = place > low and place + 1 < last and (parse.tags[place + 1] in PROPER or parse.words[place + 1] == "-")
        particle = (word != "-" and word.lower() in PARTICLES and follows) or (hyphen and place + 1 < last)
        if not (parse.tags[place] in PROPER and word[:1].isupper()) and not joined and not particle:
            break
        place += 1
    while place > low and parse.words[place - 1].lower() in PARTICLES:
        place -= 1
    return place


def name_before(parse: Parse, high: int, taken: Container[int], honorifics: Container[str] = ()) -> int:
    """The beginning of a run of proper nouns up to a token (``high`` itself if there is none)."""
    first = parse.sentences[parse.sentence_of[high - 1]][0] if high else 0
    place = high
    while place > first and high - place < LONGEST_NAME and place - 1 not in taken:
        word = parse.words[place - 1]
        if word in honorifics:
            break
        joined = place - 2 >= first and parse.words[place - 2] == "-" and word.isalpha() and parse.words[place - 3][:1].isupper()
        given = place < high and parse.words[place].lower() in PARTICLES and parse.pos[place - 1] == "NOUN"  # "Johannes van Dyk"
        if (
            not ((parse.tags[place - 1] in PROPER or given) and word[:1].isupper())
            and not joined
            and not (place < high and word.lower() in PARTICLES)
        ):
            break
        place -= 1
    while place < high and parse.words[place] in PARTICLES:  # "Ben Rhodes" is a name, "ben Gurion" a part of one
        place += 1
    return place
