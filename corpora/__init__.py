"""Example events written for this project, each with its gold annotations."""
