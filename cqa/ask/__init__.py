"""Answering a question, in the order in which it runs: understand, scope, retrieve, score, answer, check."""
