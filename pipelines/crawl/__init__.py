"""Fetching what sources publish, politely and safely. No database, no reading of main texts."""
