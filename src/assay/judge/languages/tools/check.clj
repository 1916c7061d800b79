;; Says whether a file can be read as Clojure, without running it. Argument: its path.
(let [file (first *command-line-args*)
      in (clojure.lang.LineNumberingPushbackReader. (clojure.java.io/reader file :encoding "UTF-8"))
      ;; Aliases are made by running; here any may stand before a keyword.
      resolver (reify clojure.lang.LispReader$Resolver
                 (currentNS [_] 'user)
                 (resolveClass [_ name] name)
                 (resolveAlias [_ name] name)
                 (resolveVar [_ name] name))]
  (binding [*reader-resolver* resolver
            *read-eval* false
            *default-data-reader-fn* (fn [_ value] value)]
    (try
      (while (not= ::end (read {:eof ::end :read-cond :allow :features #{:clj}} in)))
      (catch Exception error
        (binding [*out* *err*]
          (println (str file ":" (.getLineNumber in) ": " (.getMessage error))))
        (System/exit 1)))))
