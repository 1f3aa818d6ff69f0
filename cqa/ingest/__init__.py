"""Reading papers into an index: find the files, read them in worker processes, write them as one commit each."""
