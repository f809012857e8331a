"""Sets of standards to begin with: adopted with one click, changed like any other."""
