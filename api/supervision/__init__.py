"""聴話, ささやき, 三者通話: supervisors in the calls of operators, and the record of it (F4)."""
