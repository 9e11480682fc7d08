"""The database: the only package that imports Piccolo and its drivers."""
