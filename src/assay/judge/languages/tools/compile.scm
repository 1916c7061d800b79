;; Compiles a file. Arguments: its path, that of the result.
(use-modules (system base compile) (ice-9 match))
(match (command-line)
  ((_ source output)
   (catch #t
     (lambda () (compile-file source #:output-file output))
     (lambda (key . arguments)
       (let ((port (current-error-port)))
         (match arguments
           ((_ message (values ...) . _) (apply simple-format port (string-append message "\n") values))
           (_ (write (cons key arguments) port) (newline port))))
       (exit 1)))))
