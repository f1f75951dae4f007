"""What the demo, the tests, the benchmarks and the pictures share: browser, sites, screen."""
