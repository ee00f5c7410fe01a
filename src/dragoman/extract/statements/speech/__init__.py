"""What is said: words of speech and what they bring, quotations and what brings them."""
