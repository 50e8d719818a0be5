"""What the event source mappings of queues and streams share: filters, and the errors of their API."""
