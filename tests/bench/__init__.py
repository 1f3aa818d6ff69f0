"""How fast it is, measured in one sitting: ``python -m tests.bench``. Not tests: no time is asserted anywhere."""
