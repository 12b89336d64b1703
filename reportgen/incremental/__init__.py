"""What is kept from one look at a source to the next, so that only what has changed is made again."""
