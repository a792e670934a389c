"""The knowledge of newsan: loader, schema, compiler and checker of rule files."""
