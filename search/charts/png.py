"""A picture as PNG, for documents and slides. Drawn with Pillow at twice the size."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from search.charts.picture import COLOURS, EDGES, Box, Outline, Picture, Shape, Words

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SCALE = 2
_POINT = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


def to_png(picture: Picture) -> bytes:
    """The PNG on a white ground; the same picture gives the same bytes."""
    # Pillow is needed for files only, never for a page.
    from PIL import Image, ImageDraw

    size = (round(picture.width * SCALE), round(picture.height * SCALE))
    image = Image.new("RGB", size, "#ffffff")
    draw = ImageDraw.Draw(image)
    for shape in picture.shapes:
        _draw(image, draw, shape)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(image: Image, draw: ImageDraw, shape: Shape) -> None:
    if isinstance(shape, Words):
        _words(image, draw, shape)
    elif isinstance(shape, Box):
        corners = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        edge = EDGES.get(shape.kind)
        draw.rounded_rectangle(
            [at * SCALE for at in corners], radius=4, fill=COLOURS[shape.kind], outline=edge
        )
    else:
        _outline(draw, shape)


def _outline(draw: ImageDraw, shape: Outline) -> None:
    for ring in shape.path.split("Z"):
        points = [(float(x) * SCALE, float(y) * SCALE) for x, y in _POINT.findall(ring)]
        if len(points) > 2:
            draw.polygon(points, fill=COLOURS[shape.kind], outline="#ffffff")


def _words(image: Image, draw: ImageDraw, shape: Words) -> None:
    font = _font(round(shape.size * SCALE))
    place = (shape.left * SCALE, shape.top * SCALE)
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
    if not shape.turned:
        draw.text(place, shape.text, font=font, fill=COLOURS[shape.kind], anchor=anchor)
        return
    _turned(image, shape, font)


def _turned(image: Image, shape: Words, font: Any) -> None:
    """Pillow writes level only: the words are drawn apart, turned, and laid on."""
    from PIL import Image, ImageDraw

    width = round(font.getlength(shape.text)) + 8
    side = 2 * width
    layer = Image.new("L", (side, side), 0)
    ImageDraw.Draw(layer).text((width, width), shape.text, font=font, fill=255, anchor="ls")
    layer = layer.rotate(-shape.turned, resample=Image.Resampling.BICUBIC)
    left, top = round(shape.left * SCALE) - width, round(shape.top * SCALE) - width
    image.paste(Image.new("RGB", (side, side), COLOURS[shape.kind]), (left, top), layer)


@cache
def _font(size: int) -> Any:
    # The font inside Pillow: the same picture on every machine.
    from PIL import ImageFont

    return ImageFont.load_default(size)
