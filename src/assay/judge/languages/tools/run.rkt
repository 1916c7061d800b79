; Runs a compiled module, then its main submodule if it has one. Argument: its path. In the core language, of
; which nothing has to be expanded at each start.
(module run '#%kernel
  (#%require '#%paramz)
  (define-values (path) (vector-ref (current-command-line-arguments) 0))
  (define-values (code)
    (with-continuation-mark parameterization-key
      (extend-parameterization (continuation-mark-set-first #f parameterization-key)
                               read-accept-compiled #t)
      (read (open-input-file path))))
  ((current-eval) code)
  (dynamic-require ''solution #f)
  (if (module-declared? '(submod 'solution main) #t)
      (dynamic-require '(submod 'solution main) #f)
      (void)))
