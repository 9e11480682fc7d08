"""How many operators a group needs: Erlang B, C and A, callers' patience, and the plan of a week; pure.

`erlang` (no caller gives up) and `erlang_a` (callers give up at a constant rate) say what so many operators achieve,
`need` how many a target takes, `patience` how long callers wait before they leave, `pattern` what a usual week of a
group looks like, half-hour by half-hour, and `plan` puts them together. Times in seconds, shares between 0 and 1.
"""
