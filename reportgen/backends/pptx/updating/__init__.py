"""Decks brought up to date: what is new in their source comes in, and what people did since stays."""

from reportgen.backends.pptx.updating.account import Change, Conflict, Update
from reportgen.backends.pptx.updating.deck import adds_layouts, updated
from reportgen.backends.pptx.updating.slides import Take

__all__ = ["Change", "Conflict", "Take", "Update", "adds_layouts", "updated"]
