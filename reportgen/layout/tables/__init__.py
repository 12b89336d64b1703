"""Tables set: texts of cells, widths of columns, rows cut over pages."""
