"""Write the generated parts of docs/reference/: the text between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``.

With --check nothing is written; exit code 1, and the names of the pages, if one is out of date.
"""

import dataclasses
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

DOCS = Path(__file__).parent
ONTOLOGY = DOCS.parent / "src" / "dragoman" / "knowledge" / "ontology"
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


BLOCKS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "commands": ("reference/commands.md", commands),
    "ontology": ("reference/ontology.md", ontology),
    "settings": ("reference/settings.md", settings),
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
    if arguments == ["--check"] and stale:
        print(f"docs: out of date: {', '.join(stale)}\n  -> run make docs", file=sys.stderr)
        return 1
    print(f"docs: {', '.join(stale) if stale else 'all'} {'written' if stale else 'up to date'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
