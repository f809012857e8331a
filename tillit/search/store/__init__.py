"""What differs between databases: how the index itself is written and read."""
