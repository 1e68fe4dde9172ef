"""What the pages cost beside a bare Flask application on the same machine."""
