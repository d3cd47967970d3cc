"""提醒: what a person is told of, in the application and by other ways, each thing once."""
