"""Where a report names agreements: titles, descriptions, nouns that point back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.extract.agreements.naming.sides import noun_lemma, noun_of, sides_of
from dragoman.extract.agreements.naming.treaties import described, treaties_in
from dragoman.extract.parties import public, states_of
from dragoman.knowledge.rows.agreements import AgreementNoun, Agreements, Treaty
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import preposition
from dragoman.model.when import When

NOMINAL = frozenset({"NOUN", "PROPN"})
CLAUSAL = frozenset({"nsubj", "nsubj:pass", "csubj", "cop", "aux", "mark", "advcl", "parataxis", "advmod", "obl", "discourse", "expl"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
LONGEST_NAME = 16  # tokens: what is longer has swallowed a clause
CLAUSE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD", "WDT", "WP"})  # words that end a clause before a name, not modifiers of it
SMALL = frozenset({"PUNCT", "PART", "CCONJ", "ADV", "DET", "ADP", "SCONJ"})  # parts of speech with which no name begins
ISSUED = frozenset({"memorandum", "declaration"})  # kinds that a head of state also signs alone
BREAKS = frozenset({";", ":", "(", ")"})
RATIFIED = "ratified"
MONTH = len("2021-06")  # letters of a date that tells the month


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One place where an agreement is named: ``token``, with ``noun`` for its lemma, heads the words from ``low`` up to ``high``.

    ``content`` are the words that say what it is about; ``parties`` those whom the noun phrase names, ``open`` if it
    lacks one ("a pact with Chad"), ``closed`` if it names all ("between Chad and Niger"), ``brokers`` those who brought it about
    ("the Qatari-brokered truce"), ``private`` if it names somebody who is no state ("with its creditors"); ``year`` the year before it,
    ``dated`` the date after it ("the treaty of May 1992"); ``bare`` if it has no article and no modifier; ``shown`` after "this";
    ``described`` if a clause says which one is signed ("signed the statement that ended the war"); ``vague`` if it means no
    agreement but a class of them ("trade deals").
    """

    token: int
    noun: str
    low: int
    high: int
    kind: str | None
    strength: int
    title: bool
    definite: bool
    indefinite: bool
    shown: bool
    bare: bool
    plural: bool
    content: frozenset[str]
    parties: tuple[ActorMention, ...]
    open: bool
    private: bool
    year: str | None
    dated: When | None
    treaty: Treaty | None = None
    described: bool = False
    closed: bool = False
    brokers: tuple[ActorMention, ...] = ()
    vague: bool = False

    @property
    def states(self) -> frozenset[str]:
        """The states and organisations that the noun phrase names."""
        return states_of(self.parties)


# ---------------------------------------------------------------- finding names


def find_namings(annotated: Annotated, words: Agreements) -> tuple[Naming, ...]:
    """All places where an agreement is named, in text order."""
    parse = annotated.parse
    treaties = dict(treaties_in(annotated, words))
    found: dict[int, Naming] = {}
    covered: dict[int, Treaty] = {}
    for (low, high), treaty in treaties.items():
        head = parse.head_of(parse.span(low, high))
        covered |= dict.fromkeys(range(low, high), treaty)
        headed = words.nouns.get(noun_lemma(parse, head)) or AgreementNoun(kind=treaty.kind, strength=2)
        naming = _naming(annotated, head, headed, words, treaty)
        if naming.indefinite and naming.year and naming.year != (treaty.signed or "")[: len(naming.year)]:
            continue  # "a 1956 Geneva Convention" is none of those of 1949
        year = parse.words[low - 1] if low and parse.sentence_of[low - 1] == parse.sentence_of[low] else ""
        found[head] = replace(naming, year=naming.year or year) if _is_year(year) else naming
    for token, pos in enumerate(parse.pos):
        if pos not in NOMINAL or token in found:
            continue
        noun = words.nouns.get(noun_of(parse, token, words.nouns))
        if noun is None or token in covered or _means_each(parse, token, words.words):
            continue
        before = [token - 1, *([token - 2] if token > 1 and parse.words[token - 1] == ")" else [])]  # "the Partnership (TPP) agreement"
        modifying = [c for c in parse.dependents(token, "compound", "amod", "nmod") if c < token and not preposition(parse, c)]
        modifying += _first_modifier(parse, token, words.words)  # "the TPP Pacific Rim deal"
        compound = next((covered[c] for c in (*modifying, *before) if c in covered and noun.strength), None)
        if compound is not None:
            found[token] = _naming(annotated, token, noun, words, compound)  # "the NAFTA deal"
            continue
        if not _is_agreement(annotated, token, noun, words):
            if noun.strength != 1 or not _points_back(parse, token, words):
                continue
            noun = AgreementNoun(kind=noun.kind, strength=0)
        naming = _naming(annotated, token, noun, words, None)
        meant = described(annotated, naming, words, covered)
        found[token] = _naming(annotated, token, noun, words, meant) if meant is not None else naming
    return tuple(found[token] for token in sorted(found))


def _means_each(parse: Parse, token: int, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether all of a kind are meant, and none of them: "has broken every agreement"."""
    return any(parse.lemmas[c].lower() in lists["notional.each"] for c in parse.dependents(token, "det"))


def _modifiers(parse: Parse, token: int) -> list[int]:
    """The tokens before a noun that modify it, determiners apart; not the subject of which it is said, nor what a hyphen joins to it."""
    own = range(_whole(parse, token), token)
    before = [c for c in parse.children[token] if c < token and parse.labels[c] not in CLAUSAL and c not in own]
    tokens = sorted(t for c in before for t in range(*parse.edges[c]) if t < token)
    return [t for t in tokens if parse.pos[t] not in {"DET", "PUNCT", "ADP", "PART", "CCONJ"}]


def _first_modifier(parse: Parse, token: int, lists: Mapping[str, frozenset[str]]) -> list[int]:
    """The first word of "the" name of an agreement, idle ones apart, however deep the parse has hung it."""
    if not any(parse.lemmas[c] in lists["name.pointing"] for c in parse.dependents(token, "det")):
        return []
    return [t for t in _modifiers(parse, token) if parse.lemmas[t].lower() not in lists["notional.modifiers"]][:1]


def _is_agreement(annotated: Annotated, token: int, noun: AgreementNoun, words: Agreements) -> bool:
    """Whether an agreement noun names one here: not "a great deal", not "in agreement", not a part of a longer name."""
    parse = annotated.parse
    head = parse.heads[token]
    if head != token and parse.labels[token] in {"compound", "amod"}:
        other = noun_lemma(parse, head)
        if (other in words.nouns and words.nouns[other].strength) or other in words.words["not_agreement.nouns"]:
            return False
    modifiers = _modifiers(parse, token)
    if noun.agreed:
        return _is_agreed_on(parse, token, words)
    lemmas = {form.lower() for t in modifiers for form in (parse.lemmas[t], parse.words[t])}
    if lemmas & words.words["not_agreement.never"]:
        return False
    if noun.kind == "agreement" and _is_consent(parse, token, lemmas, words.words):
        return False
    if lemmas & words.words["not_agreement.modifiers"] and parse.tags[token] not in NAME_TAGS:
        return False
    before = " ".join(parse.words[t].lower() for t in (*modifiers[-2:], token))
    if any(before.endswith(name) for name in words.not_names):
        return False
    if noun.strength == 1:
        capital = parse.tags[token] in NAME_TAGS and noun.capital and any(parse.tags[t] in NAME_TAGS for t in modifiers)
        theirs = noun.kind == "communique" and _is_theirs(parse, token)  # "concluded its statement": one's own words
        return capital or bool(lemmas & noun.needs) or (not theirs and _signed(parse, token, words))
    if noun.strength == 0:
        return _points_back(parse, token, words) or _signed(parse, token, words)
    bare = not modifiers and parse.dependent(token, "det", "nmod:poss", "nmod", "acl") is None and parse.tags[token] == "NN"
    return not (bare and any(parse.lemmas[c] in words.words["not_agreement.before"] for c in parse.dependents(token, "case")))


def _is_consent(parse: Parse, token: int, lemmas: set[str], lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether it is that people are of one mind, or what one of them consents to: "broad agreement", "her agreement to the plan"."""
    if lemmas & lists["not_agreement.consensus"] and parse.tags[token] == "NN":
        return True
    whose = any(parse.words[c].lower() in lists["not_agreement.whose"] for c in parse.dependents(token, "nmod:poss"))
    return whose and token + 1 < len(parse) and parse.words[token + 1] in lists["name.to"]


def _is_agreed_on(parse: Parse, token: int, words: Agreements) -> bool:
    """Whether a noun is what somebody agrees on: "agreed on a system of warnings", "a plan was agreed"."""
    said = parse.lemmas[parse.heads[token]] in words.words["pointer.agreeing"] and parse.pos[parse.heads[token]] == "VERB"
    return said and (parse.labels[token] in {"obj", "nsubj:pass"} or preposition(parse, token) in words.words["pointer.over"])


def _points_back(parse: Parse, token: int, words: Agreements) -> bool:
    """Whether a noun that names no agreement by itself may mean one named before: "the declaration"."""
    return parse.tags[token] == "NN" and any(parse.lemmas[c] in words.words["name.pointing"] for c in parse.dependents(token, "det"))


def _signed(parse: Parse, token: int, words: Agreements) -> bool:
    """Whether the noun is what a verb of agreeing, signing or ratifying governs, or a noun of ratifying."""
    head = parse.heads[token]
    if preposition(parse, token) == "of" and any(pattern.code == RATIFIED for pattern in words.nominal.get(noun_lemma(parse, head), ())):
        return True  # "the ratification of its accession"
    for place in (head, *parse.dependents(head, "xcomp"), *parse.dependents(token, "acl", "amod")):
        lemma = parse.lemmas[place]
        if parse.pos[place] == "VERB" and lemma in words.words["pointer.under"]:
            return True
    return False


def _naming(annotated: Annotated, token: int, noun: AgreementNoun, words: Agreements, treaty: Treaty | None) -> Naming:
    parse = annotated.parse
    lists = words.words
    modifiers = _modifiers(parse, token)
    determiners = {parse.lemmas[c] for c in parse.dependents(token, "det")}
    inside, high = _inside(annotated, token, words)
    low = _start(parse, token, modifiers)
    idle = lists["notional.modifiers"] | lists["name.showing"]
    while low < token and (parse.pos[low] in SMALL or not idle.isdisjoint({parse.lemmas[low], _written(parse, low)})):
        low += 1
    while low < token and parse.tags[low] == "VBN" and parse.lemmas[low] in lists["pointer.under"]:
        low += 1  # "a recently struck deal"
    low = _whole(parse, low)
    sides = sides_of(annotated, token, noun.kind, low, modifiers, words)
    year = next((parse.words[t] for t in modifiers if _is_year(parse.words[t])), None)
    named = {t for m in sides.parties for t in parse.tokens_in(m.span)}
    about = [
        t
        for t in (*modifiers, *inside)
        if t not in named
        and parse.pos[t] in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}
        and parse.words[t] != year
        and not _counts_parties(parse, t, lists["name.many"])
        and not _is_first_half(parse, t, words)
    ]
    title = treaty is not None or _is_title(parse, token, modifiers)
    possessed = parse.dependent(token, "nmod:poss") is not None
    return Naming(
        token=token,
        noun=noun_lemma(parse, token),
        low=low,
        high=high,
        kind=treaty.kind if treaty else _kind(parse, noun, modifiers, lists["truce.peaceful"]),
        strength=noun.strength,
        title=title,
        definite=bool(determiners & lists["name.pointing"]) or possessed or title,
        indefinite=bool(determiners & lists["name.articles"]) or (not determiners and not possessed and not title),
        shown=bool(determiners & lists["name.showing"]),
        bare=not modifiers and not determiners and not possessed and not inside and treaty is None,
        plural=parse.tags[token] in {"NNS", "NNPS"},
        content=frozenset(noun_of(parse, t, words.nouns) for t in about if _written(parse, t) not in lists["notional.modifiers"])
        - lists["notional.modifiers"],
        parties=public(sides.parties),
        open=sides.open,
        private=sides.private and treaty is None,
        year=year,
        dated=_dated(annotated, token, lists["name.dated"]) or (_dated_before(annotated, token) if treaty is None else None),
        treaty=treaty,
        described=_is_described(parse, token) and (_signed(parse, token, words) or parse.tags[token] == "NNS"),
        closed=sides.closed and not sides.open,
        brokers=public(sides.brokers),
        vague=bool(determiners & lists["notional.each"])
        or (
            parse.tags[token] == "NNS"
            and determiners <= lists["name.none"]
            and (not possessed or _is_theirs(parse, token))
            and not sides.named
            and not year
            and not _counted(parse, token, modifiers, lists)
        ),
    )


def _counts_parties(parse: Parse, token: int, many: frozenset[str]) -> bool:
    """Whether a word before a name tells how many made it, and not what it is about: "the 12-nation accord"."""
    if parse.tags[token] == "CD":
        after = token + 2 if parse.words[token + 1] == "-" else token + 1
        return after < len(parse) and parse.lemmas[after].lower() in many
    before = token - 2 if token > 1 and parse.words[token - 1] == "-" else token - 1
    return parse.lemmas[token].lower() in many and before >= 0 and parse.tags[before] == "CD"


def _is_first_half(parse: Parse, token: int, words: Agreements) -> bool:
    """Whether a hyphen joins a token to what is an agreement noun only with it: of "cease-fire" the first."""
    last = token + 2
    return last < len(parse) and parse.words[token + 1] == "-" and "-" in noun_of(parse, last, words.nouns)


def _is_town(annotated: Annotated, token: int) -> bool:
    """Whether a token names a place that is no state."""
    return bool(annotated.places_at.get(token)) and not any(
        m.actor == m.state and m.reach == "name" for m in annotated.actors_at.get(token, ())
    )


def _start(parse: Parse, token: int, modifiers: list[int]) -> int:
    """Where a name begins: at its first modifier, after any clause that the parse has put before it."""
    low = min((t for t in modifiers if parse.pos[t] != "PRON"), default=token)
    breaks = [t for t in range(max(low, token - LONGEST_NAME), token) if parse.tags[t] in CLAUSE_TAGS or parse.words[t] in BREAKS]
    return max([low, *(t + 1 for t in breaks)])


def _whole(parse: Parse, low: int) -> int:
    """Where the first word of a name begins, if a hyphen joins it to those before: "long-sought accord"."""
    while low > 1 and parse.words[low - 1] == "-" and parse.ends[low - 2] + 1 == parse.starts[low]:
        low -= 2
    return low


def _written(parse: Parse, token: int) -> str:
    """A token in lower case with what a hyphen joins it to: "long-sought" of its last part."""
    return "".join(parse.words[_whole(parse, token) : token + 1]).lower()


def _kind(parse: Parse, noun: AgreementNoun, modifiers: list[int], peaceful: frozenset[str]) -> str | None:
    """Its kind by its noun; a "trade truce" ends no fighting."""
    if noun.kind == "ceasefire" and any(parse.lemmas[t].lower() in peaceful for t in modifiers):
        return "agreement"
    return noun.kind


def _is_theirs(parse: Parse, token: int) -> bool:
    """Whether a pronoun owns it, so that it may be any: "lived up to their trade agreements"."""
    return any(parse.tags[c] == "PRP$" for c in parse.dependents(token, "nmod:poss"))


def _counted(parse: Parse, token: int, modifiers: list[int], lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a number, or a word such as "several", says how many there are."""
    low, high = min([*modifiers, token]), token
    return any(parse.tags[t] in {"CD", "DT", "PDT"} or parse.lemmas[t].lower() in lists["name.counting"] for t in range(low, high))


def _is_described(parse: Parse, token: int) -> bool:
    """Whether a clause without a comma says which one is meant."""
    return any(parse.words[parse.edges[c][0] - 1] != "," for c in parse.dependents(token, "acl:relcl") if c > token)


def _dated(annotated: Annotated, token: int, prepositions: frozenset[str]) -> When | None:
    """The date after a name: "the declaration of 15 June 2021"."""
    for child in annotated.parse.dependents(token, "nmod"):
        if preposition(annotated.parse, child) in prepositions and (dates := annotated.dates_at.get(child)):
            return dates[0].when
    return None


def _dated_before(annotated: Annotated, token: int) -> When | None:
    """The month or day before a name: "the June 15 declaration", "last September's accord"; a day may be part of a well-known name."""
    before = (c for c in annotated.parse.dependents(token, "nmod", "compound", "nummod", "nmod:poss") if c < token)
    told = (annotated.dates_at[t][0].when for t in before if annotated.dates_at.get(t))
    return next((when for when in told if len(when.start or "") >= MONTH), None)


def _is_year(word: str) -> bool:
    return len(word) == len("1987") and word.isdigit() and word[:2] in {"18", "19", "20"}


def _is_title(parse: Parse, token: int, modifiers: list[int]) -> bool:
    """Whether the noun is written as a proper name: "Shusha Declaration", "Convention on Mines"."""
    if parse.tags[token] not in NAME_TAGS or not parse.words[token][0].isupper():
        return False
    near = [*modifiers[-1:], *(t for t in parse.dependents(token, "nmod") if t > token)]
    return any(parse.words[t][0].isupper() for t in near)


def _is_beside_name(annotated: Annotated, token: int, child: int, words: Agreements) -> bool:
    """Whether a phrase only stands after a name: for whom it was signed, to whom it was shown."""
    parse, lists = annotated.parse, words.words
    word = preposition(parse, child)
    if word in lists["name.to"]:
        return parse.tags[token] not in NAME_TAGS and noun_lemma(parse, child) not in words.nouns
    return word in lists["name.behalf"] and any(m.actor and m.actor == m.state for m in annotated.actors_at.get(child, ()))


def _inside(annotated: Annotated, token: int, words: Agreements) -> tuple[list[int], int]:
    """The tokens of the phrases that belong to the name ("on trade in wheat"), and the token after the name; not where it was signed."""
    parse, dates = annotated.parse, annotated.dates_at
    high, tokens = token + 1, []
    for child in parse.dependents(token, "nmod"):
        if (
            child < token
            or child in dates
            or preposition(parse, child) not in words.words["name.inside"]
            or noun_lemma(parse, child) in words.nominal
            or _is_beside_name(annotated, token, child, words)
        ):
            continue
        low, end = parse.edges[child]
        clause = [parse.edges[c][0] for c in range(low, end) if parse.labels[c] in {"acl", "acl:relcl", "advcl", "appos"}]
        clause += [
            parse.edges[c][0] for c in range(low, end) if _is_town(annotated, c) and preposition(parse, c) in words.words["name.place"]
        ]
        end = min([end, *(c for c in clause if c > child)])
        while end > child + 1 and parse.pos[end - 1] in {"PUNCT", "ADP", "PART", "CCONJ"}:
            end -= 1
        if low <= high + 1 and end - token <= LONGEST_NAME:
            tokens += [t for t in range(low, end) if parse.pos[t] not in {"ADP", "DET", "PUNCT"}]
            high = end
    return tokens, high
