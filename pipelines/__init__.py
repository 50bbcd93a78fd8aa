"""The write side and the command line: sources, crawl, describe, screen, group, Dagster."""
