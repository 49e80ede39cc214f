"""Files that a stranger sends: taken apart, freed of what identifies her, written anew."""
