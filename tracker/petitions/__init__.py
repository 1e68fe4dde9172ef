"""The register of petitions, their papers, what they lead to and the search."""
