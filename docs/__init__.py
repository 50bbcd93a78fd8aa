"""Keeps what the documents show true."""
