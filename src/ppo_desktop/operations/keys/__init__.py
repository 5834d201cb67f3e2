"""Whom to believe: enrolment, renewal, revocation, handing villages over, other authorities' certificates."""
