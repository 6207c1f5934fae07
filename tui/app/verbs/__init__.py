"""What each verb of the command table does on the desk."""
