"""Frozen releases: the protocol put together, the folder written, and any such folder verified.

The table of releases is kept in `practices_db`, the files of the catalogue come from `search`.
"""
