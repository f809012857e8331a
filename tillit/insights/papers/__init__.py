"""Pages of figures on paper: as PDF, and as mails that come by themselves."""
