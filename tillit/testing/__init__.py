"""The named cast and the helpers that tests share."""
