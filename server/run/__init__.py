"""Settings, the processes that serve, and the application that they build."""
