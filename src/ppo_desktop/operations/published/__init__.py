"""What an office publishes for those below: instruments, additions to lists."""
