"""Page make-up: sections as modules, modules in bands, bands on pages, and the search for the best page breaks."""
