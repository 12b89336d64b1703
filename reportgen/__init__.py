"""reportgen: structured sections in, a branded PDF newsletter and a native PowerPoint deck out."""
