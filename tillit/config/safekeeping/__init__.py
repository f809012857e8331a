"""Backup and restore: one file that holds the database, the attachments and the secret key."""
