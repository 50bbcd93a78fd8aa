"""The index on disk: what it is packed from, its files, and what names the nearest passages."""
