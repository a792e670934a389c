"""The face of newsan: commands, inputs, configuration and renderers."""
