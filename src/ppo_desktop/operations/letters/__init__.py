"""Letters from templates: written, numbered, made final, void."""
