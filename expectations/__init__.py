"""Great Expectations as the gate of a run: suites as reviewed files, one wrapper, results without values."""
