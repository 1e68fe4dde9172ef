"""`python -m bench`: measure and print the table."""

from bench.run import main

main()
