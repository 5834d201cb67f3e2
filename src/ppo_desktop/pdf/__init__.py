"""``reports.document`` values → PDF/A-3b bytes. The only room that knows reportlab and pikepdf; imported when used."""
