"""What memory buys and what a use of Lambda costs: small pure rules, without a simulator of their own."""
