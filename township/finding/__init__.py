"""One box for everything: what a person looks for, among what that person may open."""
