"""`python -m newsan` is the `newsan` command."""

from newsan.cli.main import main

if __name__ == "__main__":
    main()
