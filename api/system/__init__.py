"""Health, readiness, the contract, and the files of the front end."""
