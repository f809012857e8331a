"""The charter: what customers are promised, and how well that is kept, for everybody to read."""
