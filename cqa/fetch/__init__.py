"""Fetch published papers from the site of a council's committee system, politely, into a folder with a manifest."""
