"""The frame around all screens: window, side bar, session, background work, what happens when something fails."""
