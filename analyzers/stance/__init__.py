"""Who stands where: stance, portrayal and marks."""
