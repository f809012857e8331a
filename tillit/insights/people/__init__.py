"""Figures of one person, seen by that person and the lead, and what the two talk about."""
