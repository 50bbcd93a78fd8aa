"""The catalogue: models, vocabulary, statements, history, releases, exports.

No network, no natural-language processing and no Dagster belong here.
"""
