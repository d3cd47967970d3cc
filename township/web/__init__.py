"""How requests come in: whole, not too large, and without holding those who answer them."""
