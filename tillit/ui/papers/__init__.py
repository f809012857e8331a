"""Pages on paper: PDFs and pictures of charts, made without a browser or system libraries."""
