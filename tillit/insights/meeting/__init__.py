"""The meeting of a team: its figures, chosen cases, and decisions that are read again next time."""
