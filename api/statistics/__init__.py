"""From the event log to every number; pure.

`facts` says what is known of calls, visits, offers, segments, holds, ACW, statuses and logins; `fold` makes them from
the switch's log; `counters` books them per hour and scope; `registry` defines every figure; `board` makes rows of
them. Boards and reports use the same four, so that no two places can disagree. Sums are integers of milliseconds.
"""
