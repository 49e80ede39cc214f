"""What may be seen and by whom, whom an announcement reaches, and to whom letters are due."""
