"""The procedure, the periods and the counting: dates and facts in, answers out."""
