"""Rewrite the golden files: ``make golden``. Read the diff before you keep it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.golden.reports import golden_path, records

for report, text in records():
    golden_path(report).write_text(text, encoding="utf-8")
