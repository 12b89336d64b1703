"""What a section offers to templates: content by the name of its slot."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.content.base import Content as Content

Offer = Mapping[str, Content]
"""Slot name → content; only what is there."""
