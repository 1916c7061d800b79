;;; Compiles a file. Arguments: its path, that of the result. Only what cannot be read or written down as a
;;; program is an error: other faults show when it runs.
(let ((arguments (last sb-ext:*posix-argv* 2)))
  (setf *compile-verbose* nil *compile-print* nil)
  (multiple-value-bind (output warnings failure)
      (compile-file (first arguments) :output-file (second arguments) :external-format :utf-8)
    (declare (ignore warnings failure))
    (unless output (sb-ext:exit :code 1 :abort t))))
