"""Measures Tillit with many conversations; bin/bench starts it."""
