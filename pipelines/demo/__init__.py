"""The demonstration website, kept as plain files, and the script that sets its one PDF."""
