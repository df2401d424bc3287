"""What happens next: conversations as data, and a pure fold over them. Imports nothing of ours."""
