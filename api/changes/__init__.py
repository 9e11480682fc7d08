"""Changes of the configuration by the API: checked as a site file is, recorded, and told to the switch at once."""
