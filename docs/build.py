"""Write the JSON Schema, and the generated parts of README.md and docs/: the text between ``<!-- begin NAME -->`` and its end.

With --check nothing is written; exit code 1, and the names of the pages, if one is out of date.
"""

import dataclasses
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
ROOT = DOCS.parent
SCHEMA = ROOT / "src" / "dragoman" / "model" / "schema.json"
SHOWN = ("Agreement on military education", "Shusha Declaration")  # the agreements of the demo that the first page shows
REPORT = "examples/2021-06-16-baku-courier.txt"  # the report whose record it shows, and the step
STEP = {"stage": "signed", "agreement": "Shusha Declaration"}
ONTOLOGY = DOCS.parent / "src" / "dragoman" / "knowledge" / "ontology"
LINE = 110  # code points: longer lists of records stand one a line
LEFT_OUT = {"examples", "counter"}  # columns that are tests and would fill the page

# The same help on every terminal; typer reads the first when it is imported.
os.environ |= {"TYPER_USE_RICH": "0", "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}


def commands() -> str:
    """The help of the program and of each command, in the order in which the program lists them."""
    import typer.main  # noqa: PLC0415 (after the environment is set)
    from typer.testing import CliRunner  # noqa: PLC0415

    from dragoman.cli.app import app  # noqa: PLC0415

    def paths(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, inner in getattr(command, "commands", {}).items():
            if not inner.hidden:
                yield from paths(inner, (*path, name))

    sections = []
    for path in paths(typer.main.get_command(app), ()):
        result = CliRunner().invoke(app, [*path, "--help"], prog_name="dragoman", catch_exceptions=False)
        if result.exit_code:
            message = f"dragoman {' '.join(path)} --help: exit code {result.exit_code}\n{result.output}"
            raise SystemExit(message)
        text = "\n".join(line.rstrip() for line in result.output.strip().splitlines())
        sections.append(f"## {' '.join(('dragoman', *path))}\n\n```text\n{text}\n```")
    return "\n\n".join(sections)


def ontology() -> str:
    """Each table of the ontology: its rows in their order, without their examples."""
    sections = []
    for path in sorted(ONTOLOGY.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        sections.append(f"## {path.stem}")
        for name, rows in content.items():
            if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
                sections.append(f"### {name}\n\n{_table(rows)}")
    return "\n\n".join(sections)


def settings() -> str:
    """Each setting with its variable, type and default, under what the class says of them."""
    from dragoman.settings import PREFIX, Settings  # noqa: PLC0415

    rows = []
    for field in dataclasses.fields(Settings):
        factory = field.default_factory
        default = field.default if factory is dataclasses.MISSING else factory()
        shown = "" if default is dataclasses.MISSING else f"`{default!r}`"
        variable = f"`{PREFIX}{field.name.upper()}`"
        rows.append({"setting": f"`{field.name}`", "variable": variable, "type": f"`{_type(field.type)}`", "default": shown})
    return f"{_unindented(Settings.__doc__ or '')}\n\n{_table(rows)}"


def formats() -> str:
    """Each format with its endings, as its reader describes it, and the ways in which it may be compressed."""
    from dragoman.read import COMPRESSIONS, READERS  # noqa: PLC0415

    endings: dict[object, list[str]] = {}
    for ending, reader in READERS.items():
        endings.setdefault(reader, []).append(f"`{ending}`")
    rows: list[dict[str, object]] = [
        {"ending": names, "what is read": _sentence((reader.__doc__ or "").partition("\n\n")[0])} for reader, names in endings.items()
    ]
    packed = ", ".join(f"`{ending}` ({compression.name})" for ending, compression in COMPRESSIONS.items())
    return f"{_table(rows)}\n\nEach of them also compressed: {packed}."


def demo() -> str:
    """What ``make demo`` prints of the agreements in SHOWN."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "demo.db")
        _dragoman("read", *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("examples/*.txt")), "--store", store, "--quiet")
        parts = _dragoman("show", "dossier", "AZE", "TUR", "--store", store).strip().split("\n\n")
    chosen = [part for part in parts if part.startswith(SHOWN)]
    if len(chosen) != len(SHOWN):
        found = [part.partition("\n")[0] for part in parts]
        message = f"docs: the demo does not show {', '.join(SHOWN)} once each, but {found}"
        raise SystemExit(message)
    text = "\n\n".join([*parts[:2], "...", *(part for one in chosen for part in (one, "..."))])
    return f"```text\n{text}\n```"


def record() -> str:
    """One claim of the record of REPORT, as JSON."""
    reading = json.loads(_dragoman("read", REPORT, "--json"))
    claims = [claim for claim in reading["claims"] if claim["kind"] == "step" and not claim["background"]]
    steps = [claim for claim in claims if claim["stage"] == STEP["stage"] and len(claim["parties"]) > 1]
    if not steps:
        message = f"docs: no step '{STEP['stage']}' in the record of {REPORT}"
        raise SystemExit(message)
    return f"```json\n{_compact(steps[0])}\n```"


def fields() -> str:
    """The fields of each record with their types, from the JSON Schema."""
    from dragoman.model.codec import json_schema  # noqa: PLC0415

    sections = []
    for name, part in json_schema()["$defs"].items():
        kind = part["properties"].get("kind", {}).get("const")
        title = f"### {name}" + (f' (`"kind": "{kind}"`)' if kind else "")
        rows: list[dict[str, object]] = [{"field": f"`{key}`", "type": _json_type(value)} for key, value in part["properties"].items()]
        sections.append(f"{title}\n\n{_sentence(part['description'])}\n\n{_table(rows)}")
    return "\n\n".join(sections)


def schema() -> str:
    """The JSON Schema of one line of ``dragoman read --json``, as it ships."""
    from dragoman.model.codec import json_schema  # noqa: PLC0415

    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _dragoman(*arguments: str) -> str:
    """What the program prints."""
    command = [sys.executable, "-m", "dragoman", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 -- our own program
    if done.returncode:
        message = f"docs: dragoman {' '.join(arguments[:2])} ...: exit code {done.returncode}\n{done.stderr}"
        raise SystemExit(message)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def _compact(value: dict[str, object]) -> str:
    """JSON with a line for each field, and for each item of a list of records."""
    lines = []
    for name, part in value.items():
        told = json.dumps(part, ensure_ascii=False)
        if isinstance(part, list) and len(told) > LINE:
            told = "[\n" + ",\n".join(f"    {json.dumps(item, ensure_ascii=False)}" for item in part) + "\n  ]"
        lines.append(f'  "{name}": {told}')
    return "{\n" + ",\n".join(lines) + "\n}"


def _json_type(schema: Mapping[str, Any]) -> str:
    """A type of the schema in a few words."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_json_type(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if schema["type"] == "array":
        return f"list of {_json_type(schema['items'])}"
    return " or ".join([schema["type"]] if isinstance(schema["type"], str) else schema["type"])


def _sentence(docstring: str) -> str:
    return " ".join(docstring.replace("``", "`").split())


BLOCKS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "commands": ("reference/commands.md", commands),
    "ontology": ("reference/ontology.md", ontology),
    "settings": ("reference/settings.md", settings),
    "formats": ("reference/formats.md", formats),
    "fields": ("output.md", fields),
    "record": ("../README.md", record),
    "demo": ("../README.md", demo),
}


def _table(rows: list[dict[str, object]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row if name not in LEFT_OUT))
    lines = [columns, ["---"] * len(columns), *([_cell(row.get(name, "")) for name in columns] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    match value:
        case list() | tuple():
            return ", ".join(_cell(part) for part in value)
        case dict():
            return ", ".join(f"{key} {_cell(part)}" for key, part in value.items())
        case bool():
            return "yes" if value else ""
        case _:
            return " ".join(str(value).replace("|", "\\|").split())


def _type(annotation: object) -> str:
    return annotation.__name__ if type(annotation) is type else str(annotation)


def _unindented(docstring: str) -> str:
    return "\n".join(line.strip() for line in docstring.strip().splitlines())


def _filled(page: str, name: str, text: str) -> str:
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    filled, count = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n\n{text}\n\n{end}", page, flags=re.DOTALL)
    if count != 1:
        message = f"docs/{BLOCKS[name][0]}: has {count} blocks {begin} ... {end}, and must have one"
        raise SystemExit(message)
    return filled


def main(arguments: list[str]) -> int:
    stale = []
    for name, (page, make) in BLOCKS.items():
        path = DOCS / page
        before = path.read_text(encoding="utf-8")
        after = _filled(before, name, make())
        if after != before:
            stale.append(page)
            if arguments != ["--check"]:
                path.write_text(after, encoding="utf-8")
    if not SCHEMA.exists() or SCHEMA.read_text(encoding="utf-8") != schema():
        stale.append(SCHEMA.name)
        if arguments != ["--check"]:
            SCHEMA.write_text(schema(), encoding="utf-8")
    if arguments == ["--check"] and stale:
        print(f"docs: out of date: {', '.join(stale)}\n  -> run make docs", file=sys.stderr)
        return 1
    print(f"docs: {', '.join(stale) if stale else 'all'} {'written' if stale else 'up to date'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
