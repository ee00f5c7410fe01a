"""What one document may cost."""

from __future__ import annotations

LARGEST_DOCUMENT = 32 << 20  # bytes of one report, page or feed: of ten million pages of Common Crawl none is kept beyond 5 MiB
