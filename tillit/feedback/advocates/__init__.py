"""Customers who recommend us, and those whom they brought."""
