"""How long something that stands in place of a site's pages is waited for, and what counts so."""

from __future__ import annotations

from datetime import timedelta

PATIENCE = timedelta(days=30)
"""How long the pages behind it are taken for present."""

FEWEST = 3
"""Pages that must show the same."""

SHARE = 0.5
"""Share of the pages, of those that answered in a run or are known, that must."""
