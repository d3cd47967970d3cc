"""The door: how often may be guessed, whose session runs where, who came in and who was refused."""
