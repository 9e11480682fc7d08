"""要員計画: how many operators each half-hour of a group's week needs."""
