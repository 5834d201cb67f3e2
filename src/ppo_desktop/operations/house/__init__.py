"""The open office: its handle, what each role may do, what may be seen of a record, its keys, its folder."""
