"""Templates for glossaries."""
