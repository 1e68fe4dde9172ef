"""The desk: visits, petitions taken in, and the book of receptions."""
