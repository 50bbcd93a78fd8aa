"""Making `data/outlines.json` from Natural Earth's countries; run by hand when they change.

    python -m search.charts.make_outlines ATLAS_FOLDER CODES_CSV

ATLAS_FOLDER is the unpacked npm package `world-atlas` 2.0.2 (Natural Earth, public domain);
CODES_CSV has the columns ISO3166-1-numeric and ISO3166-1-Alpha-2. Drawing is in `world.py`.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Projection = Callable[[float, float], Point]

WITHOUT_NUMBER = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
"""Natural Earth gives these no number: shown as the UN's map of members counts them."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the projected earth: `left`, `top` and `scale` turn units into pixels."""

    width: int
    height: int
    left: float
    top: float
    scale: float
    project: Projection
    tolerance: float

    def place(self, lon: float, lat: float) -> Point:
        x, y = self.project(lon, lat)
        return (x - self.left) * self.scale, (self.top - y) * self.scale


def conic(lon: float, lat: float) -> Point:
    """Albers' equal-area conic for Europe (parallels 43 and 62, centre 15 E 52 N)."""
    low, high, middle = radians(43), radians(62), radians(52)
    n = (sin(low) + sin(high)) / 2
    c = cos(low) ** 2 + 2 * n * sin(low)
    radius = sqrt(max(0.0, c - 2 * n * sin(radians(lat)))) / n
    base = sqrt(c - 2 * n * sin(middle)) / n
    angle = n * radians(lon - 15)
    return radius * sin(angle), base - radius * cos(angle)


def equal_earth(lon: float, lat: float) -> Point:
    """The Equal Earth projection (Savric, Patterson and Jenny 2018): areas are true."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = asin(sqrt(3) / 2 * sin(radians(lat)))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * sqrt(3) * radians(lon) * cos(t) / (3 * slope)
    return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


EUROPE = Frame(620, 600, -0.36, 0.35, 915.0, conic, 0.45)
WORLD = Frame(960, 440, -2.5, 1.3, 185.0, equal_earth, 0.35)


def main(atlas: Path, codes: Path) -> None:
    """Write both maps to `data/outlines.json` beside this file."""
    with codes.open(encoding="utf-8") as file:
        alpha2 = {
            row["ISO3166-1-numeric"].zfill(3): row["ISO3166-1-Alpha-2"]
            for row in csv.DictReader(file)
        }
    maps = {
        "europe": draw(read_shapes(atlas / "countries-50m.json", alpha2), EUROPE),
        "world": draw(read_shapes(atlas / "countries-110m.json", alpha2), WORLD),
    }
    target = Path(__file__).parent / "data" / "outlines.json"
    target.write_text(json.dumps(maps, separators=(",", ":"), sort_keys=True) + "\n")


def read_shapes(path: Path, alpha2: dict[str, str]) -> dict[str, list[Ring]]:
    """Outer rings and holes of each country, in degrees, by ISO 3166-1 alpha-2."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [unpack(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes: dict[str, list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        number = str(shape.get("id", "")).zfill(3)
        code = alpha2.get(number) or WITHOUT_NUMBER.get(shape["properties"]["name"])
        if code and code != "AQ":
            shapes.setdefault(code, []).extend(rings_of(shape, arcs))
    return shapes


def unpack(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    """Degrees from TopoJSON's running integer differences."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy, *_ in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def rings_of(shape: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """The rings of a polygon or of many; a negative arc number means backwards."""
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        for numbers in polygon:
            ring: Ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring.extend(arc[1:] if ring else arc)
            yield ring


def draw(shapes: dict[str, list[Ring]], frame: Frame) -> dict[str, Any]:
    """Paths and centres in pixels of the frame, by country; what lies outside is left out."""
    paths, centres = {}, {}
    for code, rings in sorted(shapes.items()):
        kept = [clipped for ring in rings if len(clipped := fit(ring, frame)) > 3]
        if kept:
            paths[code] = "".join(as_path(ring) for ring in kept)
            centres[code] = centre(max(kept, key=lambda ring: abs(area(ring))))
    return {"width": frame.width, "height": frame.height, "paths": paths, "centres": centres}


def fit(ring: Ring, frame: Frame) -> Ring:
    """A ring in pixels, cut at the frame and thinned; empty when nothing is left to see."""
    # Far from its centre the conic turns inside out, so distant countries go before projecting.
    if frame is EUROPE and not any(-35 < lon < 65 and 25 < lat < 82 for lon, lat in ring):
        return []
    # Russia and Fiji cross the date line: drawn on in one piece, a little beyond 180 degrees.
    crosses = max(lon for lon, _ in ring) - min(lon for lon, _ in ring) > 180
    points = [frame.place(lon + 360 * (crosses and lon < 0), lat) for lon, lat in ring]
    for axis, limit, sign in ((0, 0, 1), (0, frame.width, -1), (1, 0, 1), (1, frame.height, -1)):
        points = cut(points, axis, limit, sign)
    if len(points) < 4 or abs(area(points)) < 0.6:
        return []
    half = len(points) // 2
    return thin(points[: half + 1], frame.tolerance)[:-1] + thin(points[half:], frame.tolerance)


def cut(points: Ring, axis: int, limit: float, sign: int) -> Ring:
    """Sutherland and Hodgman's clipping against one edge."""
    kept: Ring = []
    for before, here in zip(points[-1:] + points[:-1], points, strict=True):
        inside, was = ((p[axis] - limit) * sign >= 0 for p in (here, before))
        if inside != was:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            x, y = (b + share * (h - b) for b, h in zip(before, here, strict=True))
            kept.append((x, y))
        if inside:
            kept.append(here)
    return kept


def thin(points: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker's line simplification."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)

    def distance(point: Point) -> float:
        x, y = point
        if not length:
            return sqrt((x - x1) ** 2 + (y - y1) ** 2)
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

    far = max(range(1, len(points) - 1), key=lambda at: distance(points[at]))
    if distance(points[far]) <= tolerance:
        return [points[0], points[-1]]
    return thin(points[: far + 1], tolerance)[:-1] + thin(points[far:], tolerance)


def area(ring: Ring) -> float:
    """Signed area (Gauss)."""
    following = ring[1:] + ring[:1]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True)) / 2


def centre(ring: Ring) -> list[float]:
    """Centre of gravity of a ring, for a label."""
    total = area(ring)
    following = ring[1:] + ring[:1]
    weights = [a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True)]
    pairs = list(zip(ring, following, weights, strict=True))
    x = sum((a[0] + b[0]) * w for a, b, w in pairs) / (6 * total)
    y = sum((a[1] + b[1]) * w for a, b, w in pairs) / (6 * total)
    return [round(x, 1), round(y, 1)]


def as_path(ring: Ring) -> str:
    """SVG path data, to a tenth of a pixel."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
