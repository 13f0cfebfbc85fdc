"""What the pages of the portal show: plain page objects over catalogue, agencies and replications."""
