"""What a report says: frozen values without drawing and without reading or writing anything."""
