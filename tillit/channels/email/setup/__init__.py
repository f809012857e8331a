"""Connecting a mailbox: its servers, a try, where to begin, and a mail that comes back."""
