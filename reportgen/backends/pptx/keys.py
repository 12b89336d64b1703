"""Ids that come from what a thing is, not from where it stands, so that they stay when other things come or go."""

from __future__ import annotations

import hashlib


def guid(*parts: str) -> str:
    """A GUID of words that say what it is for (RFC 9562, version 8)."""
    digest = _digest(parts).upper()
    return f"{{{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}}}"


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
