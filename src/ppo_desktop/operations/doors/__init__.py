"""First run, opening, and the accounts and codes by which one gets in."""
