"""PPO Desktop: a village records, signs and carries; the camat verifies and receives."""

__version__ = "0.1.0"
