"""Practice: invented people, a demonstration of the whole path, and the program's check of itself."""
