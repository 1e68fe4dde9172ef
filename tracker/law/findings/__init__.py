"""What an oversight person looks for: one small check for each finding, pure, with its article."""
