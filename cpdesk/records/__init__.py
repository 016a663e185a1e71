"""The record file: the only room that speaks SQL."""
