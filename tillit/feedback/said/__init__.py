"""Acting on what customers say: the board, its topics, and what we did because of it."""
