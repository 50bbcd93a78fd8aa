"""`practices mcp`: the catalogue for assistants that speak the Model Context Protocol."""

from __future__ import annotations


def mcp() -> None:
    """Answer an assistant over standard input and output. The assistant starts this itself.

    Example: practices mcp
    """
    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings
    from search.assistants import build_server
    from search.web.options import Options
    from search.web.site import Site

    settings = load_settings()
    site = Site(open_catalogue(settings.database_url), settings, Options())
    build_server(site).run()
