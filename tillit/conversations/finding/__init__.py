"""Finding conversations: what the index knows of them, what filters mean, and how hits look."""
