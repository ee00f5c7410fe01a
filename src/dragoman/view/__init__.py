"""Records -> what people look at: declared, frozen, without markup."""
