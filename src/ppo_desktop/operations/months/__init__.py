"""Monthly reports: counted, signed, awaited, compiled, printed; figures over many of them."""
