"""`Document` + `Brand` + templates → `Publication`. Does not know that PDF or PPTX exist."""
