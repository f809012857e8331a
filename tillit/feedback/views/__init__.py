"""Pages for customers who are asked, and for those who ask."""
