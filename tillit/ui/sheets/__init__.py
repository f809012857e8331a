"""Tables for other programs: what a page shows, as raw values in CSV and XLSX."""
