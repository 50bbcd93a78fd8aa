"""How good search is: known answers, baselines, and a catalogue to throw away."""
