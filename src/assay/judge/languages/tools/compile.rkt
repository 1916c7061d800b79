; Compiles a module. Arguments: its path, that of the result.
(module compile racket/base
  (define path (vector-ref (current-command-line-arguments) 0))
  (define output (vector-ref (current-command-line-arguments) 1))
  (with-handlers ([exn:fail?
                   (lambda (problem)
                     (eprintf "~a\n" (exn-message problem))
                     (exit 1))])
    (define in (open-input-file path))
    (port-count-lines! in)
    (define compiled
      (parameterize ([current-namespace (make-base-namespace)]
                     [read-accept-reader #t]
                     [read-accept-lang #t])
        (define read-in (read-syntax path in))
        (compile (namespace-syntax-introduce read-in))))
    (call-with-output-file output (lambda (out) (write compiled out)))))
