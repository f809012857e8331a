"""Saved views: what they ask for, how that is read, and the pages that they show."""
