"""How far forecasts of lateness can be trusted."""
