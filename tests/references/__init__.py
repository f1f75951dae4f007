"""References in many styles and disguises, and texts that are none."""
