"""What the palace is: records, rules and numbers, without Qt."""
