"""レポート配信: reports made by themselves, each day, week or month (F7.10)."""
