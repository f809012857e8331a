"""What helps to write: saved replies, their variables, salutations, drafts."""
