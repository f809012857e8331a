"""Pages of talks with customers."""
