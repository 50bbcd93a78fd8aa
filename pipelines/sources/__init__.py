"""Where descriptions are published: one short YAML declaration a source. No fetching here."""
