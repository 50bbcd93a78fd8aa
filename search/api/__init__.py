"""The HTTP API under /api: the same capabilities as the pages, as JSON with stable ids."""
