"""What the portal, the packs and the desk may use of funding."""
