"""Who and what the article is about."""
