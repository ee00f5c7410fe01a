"""How right Dragoman is: figures against gold, and the floors they may not fall below."""
