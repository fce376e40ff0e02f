"""Every record that passes between stages: frozen, no logic."""
