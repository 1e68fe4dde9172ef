"""People's rights in their data: requests, the register of breaches, the record of processing."""
