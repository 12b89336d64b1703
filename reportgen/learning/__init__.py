"""A company's own PowerPoint template → a brand that builds on it: read, understood, cleaned, and shown.

`learn` is the one door. `office_file` opens and refuses, `theme_colours` and `placeholders` resolve what PowerPoint
would inherit, `art` draws what the template draws, `layout_uses` decides which section stands
where, `brand_files` writes.
"""
