"""`python -m reportgen`: the command line, where no script of that name is on the path."""

from reportgen.cli import main

if __name__ == "__main__":
    main()
