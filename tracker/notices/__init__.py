"""What the agency posts for the public: rules, guidance, the hotline."""
