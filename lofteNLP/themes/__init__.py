"""Themes: pledges with their headings in, what each is about out, with how sure and why."""
