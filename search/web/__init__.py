"""The site: pages and API over one catalogue, read only. `create_app` makes the ASGI app."""

from search.web.app import create_app
from search.web.options import Options

__all__ = ["Options", "create_app"]
