"""What lists are made of: columns, table model, painting, the pane beside."""
