"""The catalogue in forms that other programs read, beyond CSV and JSON Lines."""
