"""The bridge to Qt without widgets: document, jobs, models, text positions."""
