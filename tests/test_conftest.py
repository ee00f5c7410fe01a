"""The run itself: what is skipped, left out or required."""

from pathlib import Path

import pytest

CONFTEST = (Path(__file__).parent / "conftest.py").read_text(encoding="utf-8")
SKIPPING = "import pytest\n\ndef test_one():\n    pytest.skip('no reason')\n\ndef test_two():\n    pass\n"
NEEDING = "import pytest\n\n@pytest.mark.needs('{}')\ndef test_one():\n    assert False\n\ndef test_two():\n    pass\n"


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("DRAGOMAN_REQUIRE", raising=False)
    pytester.makeconftest(CONFTEST)
    return pytester


def test_a_skip_passes_at_home_and_fails_in_ci(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run.makepyfile(SKIPPING)
    assert run.runpytest().ret == pytest.ExitCode.OK
    monkeypatch.setenv("CI", "true")
    result = run.runpytest()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*skipped, which is a failure where CI is set*", "*::test_one"])


def test_a_module_that_skips_itself_fails_in_ci(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run.makepyfile(test_a="import pytest\npytest.importorskip('no_such_module')\n", test_b="def test_two():\n    pass\n")
    monkeypatch.setenv("CI", "true")
    assert run.runpytest().ret == pytest.ExitCode.TESTS_FAILED


def test_an_expected_failure_is_no_skip(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run.makepyfile("import pytest\n\n@pytest.mark.xfail\ndef test_one():\n    assert False\n")
    monkeypatch.setenv("CI", "true")
    assert run.runpytest().ret == pytest.ExitCode.OK


def test_what_needs_a_server_joins_where_it_is_required(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run.makepyfile(NEEDING.format("postgres"))
    run.runpytest().assert_outcomes(passed=1, deselected=1)
    monkeypatch.setenv("DRAGOMAN_REQUIRE", "ray, postgres")
    run.runpytest().assert_outcomes(passed=1, failed=1)


def test_a_misspelt_need_is_an_error(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run.makepyfile(NEEDING.format("postgress"))
    assert run.runpytest().ret == pytest.ExitCode.USAGE_ERROR
    run.makepyfile("def test_two():\n    pass\n")
    monkeypatch.setenv("DRAGOMAN_REQUIRE", "postgress")
    assert run.runpytest().ret == pytest.ExitCode.USAGE_ERROR
