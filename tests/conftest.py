"""What holds for every test: none is skipped unseen, and random examples are the same on every machine.

Tests that need a server or a browser are marked ``@pytest.mark.needs("postgres")`` and join where the environment
names it (``DRAGOMAN_REQUIRE=postgres,chromium``): there they run, and fail if it is missing. Everywhere else they are
left out by selection. So no test has a reason to skip itself, and where ``CI`` is set a skip fails the run.
"""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

NEEDS = ("atheris", "chromium", "postgres", "ray")  # what a test may need beyond Python and a disk

# One set of examples for all (a failure on one machine is a failure on each); no deadline: machines are shared.
settings.register_profile("dragoman", derandomize=True, deadline=None, database=None)
settings.load_profile("dragoman")

_skipped = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"needs(name): joins where DRAGOMAN_REQUIRE names it ({', '.join(NEEDS)})")
    config.stash[_skipped] = []
    unknown = _required() - set(NEEDS)
    if unknown:
        message = f"DRAGOMAN_REQUIRE: no test needs {', '.join(sorted(unknown))}; known are {', '.join(NEEDS)}"
        raise pytest.UsageError(message)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not _needs(item) <= _required()]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        item.config.stash[_skipped].append(item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:  # a whole module skipped itself
        collector.config.stash[_skipped].append(collector.nodeid)
    return report


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if os.environ.get("CI") and session.config.stash[_skipped] and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.config.stash[_skipped]
    if os.environ.get("CI") and skipped:
        terminalreporter.section("skipped, which is a failure where CI is set", red=True)
        for name in skipped:
            terminalreporter.write_line(name)


def _required() -> set[str]:
    return {name.strip() for name in os.environ.get("DRAGOMAN_REQUIRE", "").split(",")} - {""}


def _needs(item: pytest.Item) -> set[str]:
    names = {name for mark in item.iter_markers("needs") for name in mark.args}
    unknown = names - set(NEEDS)
    if unknown:
        message = f"{item.nodeid}: needs {', '.join(sorted(unknown))}, which NEEDS in {__file__} does not name"
        raise pytest.UsageError(message)
    return names
