"""``python -m ppo_desktop``."""

from ppo_desktop.app import main

if __name__ == "__main__":
    main()
