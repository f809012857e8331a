"""Talks with customers: planned by the half year, with consent, themes and next steps."""
