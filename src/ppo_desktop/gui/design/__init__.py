"""The design system: tokens, theme, icons and the factories every widget comes from."""
