"""Pages of confidential support: the person's way, her return, and the desk of the team."""
