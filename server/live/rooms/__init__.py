"""The rooms of this process: commits, catching up, snapshots, deadlines."""
