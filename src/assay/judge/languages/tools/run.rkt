; Runs a compiled module, then its main submodule if it has one. Argument: its path.
(module run '#%kernel
  (define-values (path) (vector-ref (current-command-line-arguments) 0))
  (with-continuation-mark parameterization-key
    (extend-parameterization (continuation-mark-set-first #f parameterization-key)
                             read-accept-compiled #t)
    (load path))
  (dynamic-require ''solution #f)
  (if (module-declared? '(submod 'solution main) #f)
      (dynamic-require '(submod 'solution main) #f)
      (void)))
