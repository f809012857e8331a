"""The measurement calendar: it says what is measured when, reminds, and keeps what came of it."""
