"""What crosses the API: Pydantic models, from which OpenAPI and the TypeScript types are made."""
