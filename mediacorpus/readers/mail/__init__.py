"""Letters: newsletters and alerts, one to a file (``.eml``) or many (``.mbox``)."""
