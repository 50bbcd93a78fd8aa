"""A picture as SVG: for a page (coloured by the style sheet, with links) or as a file by itself."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from search.charts.picture import COLOURS, EDGES, Box, Outline, Picture, Shape, Words

FONT = "system-ui, 'DejaVu Sans', sans-serif"


def to_svg(picture: Picture, *, as_file: bool = False) -> str:
    """The SVG. As a file it carries colours and sizes and no links, on a white ground."""
    ground = '<rect width="100%" height="100%" fill="#ffffff"/>' if as_file else ""
    size = f'width="{picture.width:g}" height="{picture.height:g}"'
    body = "".join(_draw(shape, as_file) for shape in picture.shapes)
    font = f' font-family="{FONT}"' if as_file else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {picture.width:g} {picture.height:g}" role="group" '
        f"aria-label={quoteattr(picture.title)}{font}>"
        f"<title>{escape(picture.title)}</title>{ground}{body}</svg>"
    )


def _draw(shape: Shape, as_file: bool) -> str:
    if isinstance(shape, Words):
        return _words(shape, as_file)
    inner = _outline(shape, as_file) if isinstance(shape, Outline) else _box(shape, as_file)
    if shape.href and not as_file:
        return f"<a href={quoteattr(shape.href)} aria-label={quoteattr(shape.says)}>{inner}</a>"
    return inner


def _box(shape: Box, as_file: bool) -> str:
    place = (
        f'x="{shape.left:g}" y="{shape.top:g}" width="{shape.width:g}" height="{shape.height:g}"'
    )
    return f'<rect {place} {_style(shape.kind, as_file)} rx="2"{_close("rect", shape.says)}'


def _outline(shape: Outline, as_file: bool) -> str:
    line = ' stroke="#ffffff" stroke-width="0.6"' if as_file else ""
    style = _style(shape.kind, as_file).replace('class="', 'class="land ')
    return f'<path d="{shape.path}" {style}{line}{_close("path", shape.says)}'


def _close(tag: str, says: str) -> str:
    return f"><title>{escape(says)}</title></{tag}>" if says else "/>"


def _words(shape: Words, as_file: bool) -> str:
    turn = f' transform="rotate({shape.turned:g} {shape.left:g} {shape.top:g})"'
    return (
        f'<text x="{shape.left:g}" y="{shape.top:g}" text-anchor="{shape.anchor}" '
        f'font-size="{shape.size:g}" {_style(shape.kind, as_file)}{turn if shape.turned else ""}>'
        f"{escape(shape.text)}</text>"
    )


def _style(kind: str, as_file: bool) -> str:
    if not as_file:
        return f'class="{kind}"'
    edge = f' stroke="{EDGES[kind]}" stroke-dasharray="3 2"' if kind in EDGES else ""
    return f'fill="{COLOURS[kind]}"{edge}'
