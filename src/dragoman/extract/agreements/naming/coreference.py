"""Which names of agreements in a report mean one agreement: titles, descriptions, anaphora; and what to call it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.extract.agreements.naming.names import LONGEST_NAME, Naming
from dragoman.extract.agreements.naming.sides import is_help, noun_lemma
from dragoman.extract.agreements.naming.treaties import CLEAR
from dragoman.extract.grammar import actors_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.agreements import Agreements, Treaty
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import preposition

SAME_TREATY, SAME_TITLE = 5.0, 4.0  # above all that words in common can give
YEAR, LONG = len("2021"), 25  # letters, and years after which news recalls an agreement for comparison
AGED = 1.5  # off for what is only recalled so: more than its noun can give
SELDOM = 0.5  # off for what news seldom calls so: "the deal" is no convention
LAWS = frozenset({"treaty", "convention", "protocol", "charter"})  # kinds of well-known agreements that are called by their kind
FAR = 12  # sentences: a definite noun seldom points farther back
CEASEFIRE = "ceasefire"  # a kind that an agreement in general is called by only if it is about fighting
BRACKET = 4  # tokens between a bracket and what it defines: "(the "
DASHES = frozenset({"-", "--", "\u2013", "\u2014", ":"})
OPENING = frozenset({"the", '"', "“", "”", "*", "**", "'"})
QUOTES = dict.fromkeys(map(ord, '"“”„«»*'))


@dataclass(slots=True, kw_only=True)
class Agreement:
    """The namings of one agreement in a report, and what they say together; it grows while the report is read.

    ``kinds`` are those its names tell ("agreement" apart, which fits all), ``content`` all words that say what it is about,
    ``years`` those that modify its names, ``tokens`` the heads of its names; ``told_last`` the last of those that a sentence is
    about, ``brokers`` the states that brought it about.
    """

    namings: list[Naming] = field(default_factory=list)
    parties: dict[str, ActorMention] = field(default_factory=dict)
    actors: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    content: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    tokens: set[int] = field(default_factory=set)
    treaty: Treaty | None = None
    told_last: int = -1
    brokers: frozenset[str] = frozenset()

    def add(self, naming: Naming) -> None:
        """Take a naming in, with the parties it names; where an agreement is closed, no others are its parties."""
        self.namings.append(naming)
        self.tokens.add(naming.token)
        self.content |= naming.content
        self.kinds |= {naming.kind} if naming.kind and naming.kind != "agreement" else set()
        self.years |= {naming.year} if naming.year else set()
        self.treaty = self.treaty or naming.treaty
        if naming.strength or naming.open or naming.closed:  # whose "text" it is, is not whom it binds
            self.join(naming.parties)

    def join(self, mentions: Iterable[ActorMention]) -> None:
        """Make these actors parties."""
        closed = next((n.states for n in self.namings if n.closed), None)
        for mention in mentions:
            if mention.actor and (closed is None or mention.actor.partition(":")[0] in closed):
                self.actors.add(mention.actor)
                self.parties.setdefault(mention.actor.partition(":")[0], mention)

    def absorb(self, other: Agreement) -> None:
        """Take over all that another holds: the two are one."""
        for naming in other.namings:
            self.add(naming)
        self.join(other.parties.values())

    @property
    def best(self) -> Naming:
        """The naming to call it by: a title, else the one that says most, the first of several."""
        return max(self.namings, key=lambda n: (n.title, n.strength > 0, len(n.content), -n.token))


def _names_parties(annotated: Annotated, token: int, child: int, words: Agreements) -> bool:
    """Whether a phrase right after a noun says whose agreement it is, so that it may be called after them."""
    parse = annotated.parse
    apart = any(parse.pos[t] in {"VERB", "AUX"} for t in range(token + 1, child))  # "an agreement was reached between Chad and Niger"
    fought = words.words["name.fought"] if noun_lemma(parse, token) in words.words["truce.words"] else frozenset[str]()
    said = child > token and not apart and preposition(parse, child) in words.words["name.parties"] | fought
    return said and bool(actors_of(annotated, child)) and not is_help(parse, child, words.words)


def name_of(annotated: Annotated, agreement: Agreement, words: Agreements) -> str:
    """What to call an agreement: its title or its fullest description, with its parties if that says nothing else."""
    best = agreement.best
    if agreement.treaty:
        return agreement.treaty.name
    parse, text = annotated.parse, annotated.document.text
    high = best.high
    if not best.title and not best.content:
        inner = [c for c in parse.dependents(best.token, "nmod") if _names_parties(annotated, best.token, c, words)]
        ends = [max(parse.tokens_in(m.span)) + 1 for c in inner for m in actors_of(annotated, c)]
        high = max([high, *(end for end in ends if end - best.token <= LONGEST_NAME)])
    name = " ".join(text[parse.starts[best.low] : parse.ends[high - 1]].split())
    name = name.partition(" (")[0] if name.count("(") > name.count(")") else name
    return name.translate(QUOTES).strip(" ,;:'")


def names_of(annotated: Annotated, agreements: Iterable[Agreement], knowledge: Knowledge) -> dict[int, str]:
    """What to call each agreement, by its identity: two of one name but between others are told apart by their parties."""
    found: dict[int, str] = {}
    bearers: dict[str, Agreement] = {}
    for agreement in agreements:
        name = name_of(annotated, agreement, knowledge.agreements)
        first = bearers.setdefault(name, agreement)
        if not agreement.treaty and first.parties.keys() != agreement.parties.keys():
            states = knowledge.actors.states
            parties = [states[code].name if code in states else code for code in agreement.parties]
            name = f"{name} ({', '.join(parties) or '?'})"
        found[id(agreement)] = name
    return found


# ---------------------------------------------------------------- which namings are one agreement


def group(annotated: Annotated, namings: Iterable[Naming], words: Agreements) -> list[Agreement]:
    """The agreements of a report, in the order they are first named."""
    agreements: list[Agreement] = []
    namings = tuple(namings)
    heads = {naming.token for naming in namings}
    for naming in namings:
        known = _same(annotated, naming, agreements, words)
        if known is None:
            if naming.strength == 0 and naming.definite and not naming.indefinite and not naming.described:
                continue  # "the document", with nothing before it that could be meant
            known = Agreement()
            agreements.append(known)
        known.add(naming)
        if heads.isdisjoint(annotated.parse.ancestors(naming.token)):
            known.told_last = naming.token  # what is named within another's phrase is not what a text goes on about
    return agreements


def _same(annotated: Annotated, naming: Naming, known: list[Agreement], words: Agreements) -> Agreement | None:
    """The agreement that a naming means: what it is equated with or defined as, else the one it fits best."""
    sentences = annotated.parse.sentence_of
    equated = _equated(annotated.parse, naming.token, words.words["name.calling"])
    equated |= _set_off(annotated.parse, naming, known)
    same = next((one for one in known if equated and not equated.isdisjoint(one.tokens) and _may_bear(naming, one)), None)
    if same is not None or (naming.described and naming.strength < CLEAR):
        return same
    if (defined := _defined(annotated.parse, naming, known)) is not None:
        return defined
    fits: list[tuple[float, int, Agreement]] = []
    for agreement in known:
        if _cannot_be(annotated.parse, naming, agreement, words):
            continue
        likeness = _likeness(naming, agreement)
        distance = sentences[naming.token] - sentences[agreement.namings[-1].token]
        pointing = naming.definite and not naming.title and not naming.content and not naming.states
        if likeness > 0 and pointing:  # "the treaty" goes back to what was called a treaty
            called = {noun_lemma(annotated.parse, token) for token in agreement.tokens}
            likeness += noun_lemma(annotated.parse, naming.token) in called
            likeness -= SELDOM if naming.kind == "agreement" and agreement.treaty and agreement.treaty.kind in LAWS else 0
            likeness -= AGED if len(agreement.namings) == 1 and _is_long_made(annotated, agreement) else 0
        if likeness > 0 and (distance <= FAR or not pointing):
            fits.append((likeness, agreement.told_last, agreement))
    return max(fits, key=lambda fit: (fit[0], fit[1]))[2] if fits else None


def _is_long_made(annotated: Annotated, agreement: Agreement) -> bool:
    """Whether it is a well-known agreement of a generation before the report, which names such ones by the way."""
    signed, published = agreement.treaty.signed if agreement.treaty else None, annotated.document.published
    return bool(signed and published) and int((published or "")[:YEAR]) - int((signed or "")[:YEAR]) > LONG


def _cannot_be(parse: Parse, naming: Naming, agreement: Agreement, words: Agreements) -> bool:
    """Whether a naming is another's, whatever its words: by a clause that tells which, by its kind, or by what it is linked to."""
    if naming.described and agreement.treaty:
        return True  # "the pact they signed in Oslo" tells which one it is
    if _is_another_one(parse, naming, agreement) or _is_of_own_year(naming, agreement):
        return True
    if not naming.strength and all(n.bare for n in agreement.namings):
        return True  # after "agreement proved elusive" a text is another
    if naming.kind == CEASEFIRE and not (agreement.kinds or agreement.content & words.words["truce.words"]):
        return True
    return is_other(parse, naming, agreement, words)


def _is_another_one(parse: Parse, naming: Naming, agreement: Agreement) -> bool:
    """Whether a sentence names one and then "a" further one: "offered Chad a trade deal, despite a trade agreement with Niger"."""
    if not naming.indefinite or naming.bare:
        return False
    here = parse.sentence_of[naming.token]
    return any(n.indefinite and not n.bare and parse.sentence_of[n.token] == here for n in agreement.namings)


def _is_of_own_year(naming: Naming, agreement: Agreement) -> bool:
    """Whether it has its year and parties, and so is none that is named by its matter: "the 2015 agreement that Chad struck with Niger"."""
    own = naming.year is not None and len(naming.states) > 1
    return own and not agreement.parties and not agreement.years and not naming.content & agreement.content and bool(agreement.content)


def _defined(parse: Parse, naming: Naming, known: Iterable[Agreement]) -> Agreement | None:
    """The agreement that a report says in brackets how it will call, or that it calls so later."""
    if _is_bracketed(parse, naming):
        return _named_last(parse, naming, known)
    return next((one for one in known if any(_is_defined_as(parse, short, naming) for short in one.namings)), None)


def _is_defined_as(parse: Parse, short: Naming, naming: Naming) -> bool:
    """Whether a report has said in brackets what it will call an agreement, and now does: "the Treaty on Transit (Treaty)"."""
    alike = parse.words[naming.low : naming.high] == parse.words[short.low : short.high]
    return alike and _is_bracketed(parse, short) and parse.words[naming.token][0].isupper() and not naming.plural


def _is_bracketed(parse: Parse, naming: Naming) -> bool:
    """Whether a name stands alone in brackets."""
    before = [w for w in parse.words[max(0, naming.low - BRACKET) : naming.low] if w.lower() not in OPENING]
    after = [w for w in parse.words[naming.high : naming.high + BRACKET] if w not in OPENING]
    return before[-1:] == ["("] and after[:1] == [")"]


def _named_last(parse: Parse, naming: Naming, known: Iterable[Agreement]) -> Agreement | None:
    """The agreement of the sentence that was named last by the same noun."""
    noun, here = noun_lemma(parse, naming.token), parse.sentence_of[naming.token]
    named = [
        (token, agreement)
        for agreement in known
        for token in agreement.tokens
        if token < naming.token and parse.sentence_of[token] == here and noun_lemma(parse, token) == noun
    ]
    return max(named, key=lambda one: one[0])[1] if named else None


def _may_bear(naming: Naming, agreement: Agreement) -> bool:
    """Whether a title is none, or fits those an agreement bears already."""
    titles = [_title_words(n) for n in agreement.namings if n.title]
    words = _title_words(naming)
    return not naming.title or not titles or any(words <= title or title <= words for title in titles)


def is_other(parse: Parse, naming: Naming, agreement: Agreement, words: Agreements) -> bool:
    """Whether a naming stands in or right after the agreement's name as another to which it is linked: "a protocol to the treaty"."""
    begin = parse.edges[naming.token][0]
    linked = preposition(parse, naming.token) in words.words["linking.other"]
    return linked and any(one.token < begin and one.low <= begin <= one.high for one in agreement.namings)


def _equated(parse: Parse, token: int, calling: frozenset[str]) -> frozenset[int]:
    """The nouns that the parse equates with one: "the pact is the last treaty", "called the pact a bad deal", "the pact, a treaty".

    So do words for ``calling`` it something: "a deal called the Agreed Framework".
    """
    head = parse.heads[token]
    if parse.labels[head] == "acl" and parse.lemmas[head].lower() in calling:
        return frozenset({parse.heads[head]})
    if parse.labels[token] == "appos" or (parse.labels[token] == "nmod" and noun_lemma(parse, head) == noun_lemma(parse, token)):
        return frozenset({head})  # "reached agreement on an Agreement on Trade"
    equated = [*parse.dependents(token, "nsubj")] if parse.dependent(token, "cop") is not None else []
    if parse.labels[token] == "xcomp":
        equated += parse.dependents(head, "obj", "nsubj:pass")
    return frozenset(equated)


def _set_off(parse: Parse, naming: Naming, known: Iterable[Agreement]) -> frozenset[int]:
    """The noun whose phrase ends at the dash before a well-known name: "the biggest trade deal of all - the Pacific Partnership"."""
    dash = naming.low - 1 - (parse.pos[naming.low - 1] == "DET")
    if naming.treaty is None or dash < 1 or parse.words[dash] not in DASHES or parse.sentence_of[dash] != parse.sentence_of[naming.token]:
        return frozenset()
    return frozenset(n.token for one in known for n in one.namings if parse.edges[n.token][1] == dash)


def _likeness(naming: Naming, agreement: Agreement) -> float:
    """How well a naming fits an agreement: 0 not at all, a shared title best."""
    if naming.treaty or (agreement.treaty and naming.title):
        return SAME_TREATY if naming.treaty is agreement.treaty else 0.0
    if not _may_be(naming, agreement):
        return 0.0
    if naming.title:
        words = _title_words(naming)
        titles = [_title_words(n) for n in agreement.namings if n.title and not (_is_for(naming, n) or _is_for(n, naming))]
        return SAME_TITLE if any(words <= title or title <= words for title in titles) else 0.0
    if not _kind_fits(naming, agreement):
        return 0.0
    shared = len(naming.content & agreement.content)
    if naming.content and not shared and not naming.shown:
        return 0.0
    if naming.indefinite and not naming.bare:
        alike = naming.content == agreement.best.content or (naming.content and naming.content <= agreement.content)
        told = naming.content or (naming.states & agreement.parties.keys())
        return 1.0 if alike and told else 0.0
    return 1.0 + shared + 0.5 * len(naming.states & frozenset(agreement.parties)) + (naming.year in agreement.years)


def _may_be(naming: Naming, agreement: Agreement) -> bool:
    """Whether neither the years nor the parties that a naming tells speak against an agreement."""
    if naming.year and agreement.years and naming.year not in agreement.years:
        return False
    return not naming.states or not agreement.parties or _parties_agree(naming, agreement)


def _kind_fits(naming: Naming, agreement: Agreement) -> bool:
    """Whether the noun and its number fit what the agreement was called before; "the accords" may mean one."""
    general = {None, "agreement"}
    if naming.kind not in general and naming.kind not in agreement.kinds and (agreement.kinds or not naming.strength):
        return False
    same_number = naming.plural == agreement.namings[0].plural or (naming.plural and naming.definite and not naming.closed)
    return same_number or not naming.strength


def _is_for(naming: Naming, other: Naming) -> bool:
    """Whether a title says that it is for the other yet to come: "Framework for an Agreement on Trade", "Agreement on Trade"."""
    return other.noun in naming.content and other.noun != naming.noun


def _title_words(naming: Naming) -> frozenset[str]:
    return naming.content | naming.states


def _parties_agree(naming: Naming, agreement: Agreement) -> bool:
    """Two full pairs must be the same; one state must be among them."""
    known = frozenset(agreement.parties)
    if len(naming.states) > 1 and len(known) > 1:
        return naming.states <= known or known <= naming.states
    return bool(naming.states & known)
