"""The books on screen, on paper and as workbooks; closing a day, putting an entry right."""
