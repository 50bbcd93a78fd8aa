"""The gap map: two facets crossed, and its files."""
