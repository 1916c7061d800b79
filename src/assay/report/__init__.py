"""The report: scores with their evidence, as one document that is a function of log, plan and bank. Core."""
