"""Reading pages: their words as a person would have typed them, and without their dress."""
