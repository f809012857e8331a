"""Targets: where a team or a person wants to be; never confused with what is usual."""
