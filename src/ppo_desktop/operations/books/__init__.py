"""Records as people work with them: save, list, search, take back, photos, suspected twins, many at once."""
