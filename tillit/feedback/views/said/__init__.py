"""Pages of what customers said."""
