"""Figures for other programs: the table of a page, and a row for each conversation behind one."""
