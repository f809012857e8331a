"""Django's own backend for SQLite, with a writer that asks for its turn more often."""
