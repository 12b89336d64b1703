"""Content: what sections are made of. Each kind is a model of what is written, its reader, and what the layout gets."""
