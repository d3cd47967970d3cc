"""What happened: append-only, gapless, hash-chained, in the transaction of the change."""
