"""The stores' APIs. Each was read in its documentation; none was tried on a live store."""
