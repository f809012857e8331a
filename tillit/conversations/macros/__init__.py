"""Macros: several things done to a conversation at once."""
