"""The area of places: towns, regions, waters and states, by name, with where they lie and what tells them from other things."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dragoman.knowledge.rows.names import plain
from dragoman.knowledge.tables import Row, Tables
from dragoman.model.mention import Place

KINDS = (  # of places that are no towns; the first is that of towns
    "", "region", "area", "base", "island", "nature", "continent", "world region", "zone",
    "sea", "gulf", "strait", "lake", "river", "state",
)  # fmt: skip
WORD_LISTS = (
    "locative", "inside", "directions", "kinds", "endings", "beginnings", "seats", "visited", "others", "offices", "exact", "persons",
)  # fmt: skip
FIRST = re.compile(r"\w+")
REGION_WEIGHT = 5.5  # decimal logarithm of people: what else stands in regions.csv is as well known as a town of 300,000
FAME = 1.0  # so much larger, as a decimal logarithm, counts a town that news means though others are larger
NOWHERE = math.nan
LONGEST = 64  # code points: longer names do not occur in news, and lengths are kept as bits of a machine word


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """The words of a language that tell places, lower-cased but for those that are parts of names.

    ``locative`` prepositions stand before places; after those ``inside`` a state is a place as well. ``directions`` and
    ``kinds`` stand beside a name and leave it a place. A proper name with one of ``endings`` last or ``beginnings`` first is
    a place though no table has it; with one of ``seats`` it is called after its main town. A name that goes on with one of
    ``others`` is no place, one that goes on with one of ``offices`` is. ``exact`` prepositions make an unknown name a place
    if what holds it follows. ``persons`` are titles before a person's name, ``visited`` verbs whose object is a place.
    ``wary`` are names that need their state beside them.
    """

    locative: frozenset[str]
    inside: frozenset[str]
    directions: frozenset[str]
    kinds: frozenset[str]
    endings: frozenset[str]
    beginnings: tuple[str, ...]
    seats: frozenset[str]
    offices: frozenset[str]
    exact: frozenset[str]
    visited: frozenset[str]
    others: frozenset[str]
    persons: frozenset[str]
    wary: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Places:
    """Parallel columns, one entry a place; ``called`` gives the places of a name, best known first.

    ``state_of`` and ``region_of`` count in ``codes``; regions are GeoNames first-level codes; ``kind_of`` counts in ``KINDS``,
    0 is a town; ``weights`` are decimal logarithms of people. Words are joined by line feeds and unpacked when first used, as
    that loads five times faster than tuples of texts.
    """

    packed_names: str
    packed_forms: str
    packed_firsts: str
    packed_titles: str
    form_numbers: array[int]
    shared: tuple[tuple[int, ...], ...]
    first_lengths: array[int]
    title_numbers: array[int]
    codes: tuple[str, ...]
    state_of: array[int]
    region_of: array[int]
    kind_of: array[int]
    lats: array[float]
    lons: array[float]
    weights: array[float]
    geonames: array[int]
    of_state: Mapping[str, int]
    capitals: frozenset[int]
    words: PlaceWords

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The canonical name of each place."""
        return tuple(self.packed_names.split("\n"))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """By written form the number of its only place, or ``-1 - k`` where ``shared[k]`` has several."""
        return dict(zip(self.packed_forms.split("\n"), self.form_numbers, strict=True))

    @cached_property
    def several(self) -> Mapping[str, int]:
        """By the first word of names with more than one the lengths of those names in code points, as a set of bits."""
        return dict(zip(self.packed_firsts.split("\n"), self.first_lengths, strict=True))

    @cached_property
    def titles(self) -> Mapping[str, int]:
        """As ``numbers``, for names with a word that begins with no capital or has one inside, by what ``str.title`` makes of them."""
        return dict(zip(self.packed_titles.split("\n"), self.title_numbers, strict=True))

    def called(self, name: str) -> tuple[int, ...]:
        """The places of a name, best known first; none if no table has it."""
        return self._of(self.numbers.get(name))

    def titled(self, name: str) -> tuple[int, ...]:
        """The places of a name that is given with the first letter of each word as its only capital."""
        return self._of(self.numbers.get(name, self.titles.get(name)))

    def _of(self, number: int | None) -> tuple[int, ...]:
        if number is None:
            return ()
        return (number,) if number >= 0 else self.shared[-1 - number]

    def state(self, number: int) -> str:
        """The state of a place; empty for waters and regions that belong to none or to several."""
        return self.codes[self.state_of[number]]

    def region(self, number: int) -> str:
        """The GeoNames code of the first-level region; empty if it has none."""
        return self.codes[self.region_of[number]]

    def kind(self, number: int) -> str:
        """The kind of a place; empty for a town."""
        return KINDS[self.kind_of[number]]

    def place(self, number: int) -> Place:
        """One place as it stands in the record."""
        lat, lon = self.lats[number], self.lons[number]
        known = not math.isnan(lat)
        return Place(
            name=self.names[number],
            state=self.state(number) or None,
            lat=round(lat, 3) if known else None,
            lon=round(lon, 3) if known else None,
            geonames=self.geonames[number] or None,
        )

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first words of ``words.beginnings``."""
        return frozenset(phrase.split()[0] for phrase in self.words.beginnings)


class _Columns:
    """Places as they are read, before they are frozen."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.states: list[str] = []
        self.regions: list[str] = []
        self.kinds: list[str] = []
        self.lats, self.lons, self.weights, self.geonames = array("f"), array("f"), array("f"), array("i")
        self.numbers: dict[str, list[int]] = {}
        self.people: dict[tuple[str, str], float] = {}

    def add(self, row: Row, name: str, others: Iterable[str], *, kind: str, weight: float, region: str = "") -> int:
        """Add one place under all its names; ``weight`` is the decimal logarithm of people."""
        number = len(self.names)
        self.names.append(name)
        self.states.append(row.text("state", ""))
        self.regions.append(region)
        self.kinds.append(kind)
        self.lats.append(row.number("lat") if row.optional("lat") else NOWHERE)
        self.lons.append(row.number("lon") if row.optional("lon") else NOWHERE)
        self.weights.append(weight)
        self.geonames.append(int(row.number("geonames", 0) if row.optional("geonames") else 0))
        for form in (name, *others):
            self.call(form, number)
        return number

    def call(self, form: str, number: int) -> None:
        """Give a place one more name."""
        numbers = self.numbers.setdefault(plain(form), [])
        if number not in numbers:
            numbers.append(number)

    def leave(self, form: str, state: str) -> None:
        """Take the name of a state from towns elsewhere: a town of that name needs more than the tables can tell."""
        numbers = self.numbers.get(plain(form), [])
        numbers[:] = [n for n in numbers if self.states[n] == state or self.kinds[n]]

    def named(self, name: str, state: str) -> int | None:
        """The best known town of a name in a state."""
        return next((n for n in self.numbers.get(plain(name), ()) if self.states[n] == state), None)


def build(tables: Tables, language: str) -> Places:
    """Read the tables of places; raises KnowledgeError on a wrong row."""
    columns = _Columns()
    _read_cities(tables, columns)
    _read_regions(tables, columns)
    of_state, capitals = _read_states(tables, language, columns)
    _read_names(tables, language, columns)
    _read_famous(tables, language, columns)
    shared: list[tuple[int, ...]] = []
    forms: dict[str, int] = {}
    firsts: dict[str, int] = {}
    for form, numbers in columns.numbers.items():
        forms[form] = numbers[0]
        if len(numbers) > 1:
            forms[form] = -1 - len(shared)
            shared.append(tuple(sorted(numbers, key=lambda n: (-columns.weights[n], n))))
        match = FIRST.search(form)
        if match is not None and match.group() != form and len(form) < LONGEST:
            firsts[match.group()] = firsts.get(match.group(), 0) | 1 << len(form)
    titles = {title: number for form, number in forms.items() if (title := form.title()) != form and title not in forms}
    codes = tuple(sorted({*columns.states, *columns.regions}))
    number_of = {code: number for number, code in enumerate(codes)}
    return Places(
        packed_names="\n".join(columns.names),
        packed_forms="\n".join(forms), form_numbers=array("i", forms.values()), shared=tuple(shared),
        packed_firsts="\n".join(firsts), first_lengths=array("Q", firsts.values()),
        packed_titles="\n".join(titles), title_numbers=array("i", titles.values()),
        codes=codes, state_of=array("H", map(number_of.__getitem__, columns.states)),
        region_of=array("H", map(number_of.__getitem__, columns.regions)), kind_of=array("B", map(KINDS.index, columns.kinds)),
        lats=columns.lats, lons=columns.lons, weights=columns.weights, geonames=columns.geonames,
        of_state=of_state, capitals=capitals, words=_read_words(tables, language),
    )  # fmt: skip


def _others(row: Row) -> Iterable[str]:
    """The other names of a row."""
    return filter(None, row.text("names", "").split("|"))


def _read_cities(tables: Tables, columns: _Columns) -> None:
    for row in tables.csv("places/cities.csv"):
        people = row.number("population")
        region = row.text("region", "")
        columns.add(row, row.text("name"), _others(row), kind="", weight=math.log10(people + 1), region=region)
        key = row.text("state"), region
        columns.people[key] = columns.people.get(key, 0.0) + people


def _read_regions(tables: Tables, columns: _Columns) -> None:
    """Regions and waters; a first-level region weighs as much as its towns together."""
    for row in tables.csv("places/regions.csv"):
        row.only("name", "names", "state", "region", "kind", "lat", "lon", "source")
        row.text("source")
        kind, region = row.code("kind", KINDS[1:-1]), row.text("region", "")
        people = columns.people.get((row.text("state", ""), region), 0.0) if region else 0.0
        weight = max(REGION_WEIGHT, math.log10(people + 1))
        columns.add(row, row.text("name"), _others(row), kind=kind, weight=weight, region=region)


def _read_states(tables: Tables, language: str, columns: _Columns) -> tuple[Mapping[str, int], frozenset[int]]:
    """The states, under no name (actor mentions bring them), and their capitals under the names of the actor tables."""
    names = {row.text("code"): (row.text("name"), row.optional("capital")) for row in tables.csv("actors/states.csv")}
    of_state: dict[str, int] = {}
    capitals: set[int] = set()
    for row in tables.csv("places/states.csv"):
        row.only("state", "lat", "lon", "geonames")
        code = row.text("state")
        if code in names:
            number = columns.add(row, names[code][0], (), kind="state", weight=7.0)
            columns.numbers[plain(names[code][0])].remove(number)
            of_state[code] = number
    for row in tables.rows(f"lang/{language}/states.toml", "state"):
        code = row.text("code")
        words = row.texts("capital")
        for entry in row.rows("names"):
            columns.leave(entry.optional("name") or entry.text("text"), code)
        found = [n for word in (*words, names[code][1] or "") if (n := columns.named(word, code.partition(":")[0])) is not None]
        if found and names[code][1]:
            capitals.add(columns.named(names[code][1] or "", code) or found[0])
        for word in words:
            if columns.named(word, code.partition(":")[0]) is None and found:
                columns.call(word, found[0])
    for form in [form for form, numbers in columns.numbers.items() if not numbers]:
        del columns.numbers[form]
    return of_state, frozenset(capitals)


def _read_names(tables: Tables, language: str, columns: _Columns) -> None:
    for row in tables.rows(f"lang/{language}/places.toml", "name"):
        row.only("of", "state", "names")
        number = columns.named(row.text("of"), row.text("state"))
        if number is None:
            raise row.error(f"no place '{row.text('of')}' in {row.text('state')}", "use a name of places/cities.csv or regions.csv")
        for name in row.texts("names"):
            columns.call(name, number)


def _read_famous(tables: Tables, language: str, columns: _Columns) -> None:
    for row in tables.rows(f"lang/{language}/places.toml", "famous"):
        row.only("state", "names")
        for name in row.texts("names"):
            number = columns.named(name, row.text("state"))
            if number is None:
                raise row.error(f"no place '{name}' in {row.text('state')}", "use a name of places/cities.csv")
            columns.weights[number] += FAME


def _read_words(tables: Tables, language: str) -> PlaceWords:
    table = tables.toml(f"lang/{language}/places.toml")
    row = Row(f"lang/{language}/places.toml", 1, table["words"])
    row.only(*WORD_LISTS)
    lists = {key: frozenset(row.texts(key)) for key in WORD_LISTS if key != "beginnings"}
    wary = Row(row.where, 1, table["wary"])
    return PlaceWords(**lists, beginnings=row.texts("beginnings"), wary=frozenset(wary.texts("words")))
