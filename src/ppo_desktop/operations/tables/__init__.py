"""Tables and forms of other programs: taken in, saved, filled."""
