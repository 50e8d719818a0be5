"""Why an event matches a pattern or does not: field by field, with the elements chosen, the traps met, and a change that would match."""
