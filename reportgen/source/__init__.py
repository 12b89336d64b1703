"""Files that people write as plain data with lines: YAML, JSON, Markdown with front matter; fields and records."""
