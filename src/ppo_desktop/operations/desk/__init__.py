"""What leans on all other rooms: the first page, what to do next, handing the office over, an incident."""
