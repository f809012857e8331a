"""Who stays and who leaves, and whether bad contacts have to do with it."""
