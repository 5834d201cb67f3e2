"""What travels on a stick: manifest, payload, file names, sticks and enrolment files. No keys, no pages, no SQL."""
