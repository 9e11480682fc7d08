"""Reports as PDF (F7.7), in a process of its own (`python -m api.reports.pdf`): the job comes in, the file goes out.

The same job gives the same bytes. Everything is placed by hand: tables of a hundred pages take a second or two.
"""
