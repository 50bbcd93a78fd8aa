"""The read side: index, query, peers, compare, gap map. Nothing heavy is imported here."""
