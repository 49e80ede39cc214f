"""What is done to events and registrations."""
