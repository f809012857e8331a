"""How far customers help themselves on help pages that are kept elsewhere."""
