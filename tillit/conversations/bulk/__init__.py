"""One thing done to many conversations: each by itself, with one way back."""
