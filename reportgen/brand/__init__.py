"""`brand.yaml` → `Brand`: palette, type scale, fonts, logos, grids. Knows no sections and no backends."""

from reportgen.brand.brand import Brand, Grid
from reportgen.brand.load import find_brand, load_brand, plain_brand

__all__ = ["Brand", "Grid", "find_brand", "load_brand", "plain_brand"]
