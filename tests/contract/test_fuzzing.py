"""The readers under coverage-guided fuzzing, some seconds each."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.read import READERS
from tests.contract.samples import REPORTS, SAMPLES

SECONDS = 4
SCRIPT = Path(__file__).with_name("fuzzing.py")
PAGES = {".html", ".htm", ".xhtml", ".warc", ".arc", ".parquet"}  # taken apart in a process of their own, which is not watched
FUZZED = [
    suffix for suffix, reader in READERS.items() if suffix not in PAGES and suffix == next(s for s, r in READERS.items() if r is reader)
]


def test_a_parquet_that_ends_its_library_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.read.parquet.CODE", "import os; os.abort()")
    (found,) = READERS[".parquet"](io.BufferedReader(io.BytesIO(SAMPLES[".parquet"].make(REPORTS))), "table.parquet")
    assert [issue.code for issue in found.issues] == ["not-parquet"]
    assert "ends its library" in found.issues[0].detail


@pytest.mark.needs("atheris")
@pytest.mark.parametrize("suffix", FUZZED)
def test_no_bytes_make_a_reader_raise(suffix: str, tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), suffix, str(tmp_path), f"-max_total_time={SECONDS}", "-rss_limit_mb=4096", "-timeout=20"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
