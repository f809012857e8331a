"""Ends Tillit's processes before every call that changes something, and looks what is left."""
