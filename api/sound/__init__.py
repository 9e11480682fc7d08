"""音声テスト: the test of the sound before the shift (F5.8), and what it has shown, for supervisors."""
