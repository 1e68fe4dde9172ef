"""What the tests stand on: databases, inspected pages, a browser, the source as text."""
