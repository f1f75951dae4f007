"""Benchmarks: what the extension costs, as ratios to a peer measured in the same run."""
