"""Deck make-up: each section as the cheapest sequence of slides."""
