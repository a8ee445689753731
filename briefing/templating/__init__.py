"""Word templates: manifests, the library, rendering and checking."""
