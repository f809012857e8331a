"""Pages of those who recommend us."""
