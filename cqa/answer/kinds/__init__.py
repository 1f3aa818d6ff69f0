"""One small module a kind of answer."""
