"""Pictures of the catalogue, drawn here: shapes, SVG, PNG, the heat map, bars, and the maps."""
