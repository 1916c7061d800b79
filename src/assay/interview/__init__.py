"""The interview: its plan, the state a session's log amounts to, and its clock. Core: values in, values out."""
