"""Mail that is fetched from mailboxes elsewhere, over IMAP."""
