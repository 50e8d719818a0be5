"""What many rules want, turned round: from a value of an event to all rules that it satisfies."""
