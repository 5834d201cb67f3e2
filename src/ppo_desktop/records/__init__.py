"""WHAT is recorded: one module per record kind, declarations and rules, code lists, numbers. No I/O but reading lists.

Modules with table classes do not use ``from __future__ import annotations``: SQLModel reads the live annotations.
"""
