"""レポート: figures of groups and operators over periods (F7)."""
