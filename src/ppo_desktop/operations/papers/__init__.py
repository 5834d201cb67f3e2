"""Everything printed: the catalogue of papers and what makes each; paper held against what is held here."""
