# Says whether a file is R, without running it. Argument: its path.
path <- commandArgs(trailingOnly = TRUE)[1]
tryCatch(invisible(parse(file = path, encoding = "UTF-8")), error = function(error) {
  message(conditionMessage(error))
  quit(status = 1)
})
