"""Conversations written down row by row, as `receive`, `post` and the reactions write them.

A hundred times as fast as letting it all happen, and a test holds both to the same rows. The demo
world writes its older history this way, `bin/bench` its hundreds of thousands of conversations.
"""
