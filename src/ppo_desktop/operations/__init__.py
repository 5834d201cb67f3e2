"""What a user can do: short verbs, each returning what changed. The only door for the window and the command line."""
