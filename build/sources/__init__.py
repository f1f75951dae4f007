"""One file per paper source; the folder is the registry (see ``build.registry``)."""
