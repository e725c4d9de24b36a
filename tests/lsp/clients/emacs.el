;;; Opens a file in a real Emacs with `mtlint lsp` under eglot, and prints the diagnostics that flymake then has.
;; Started in the file's folder with MTLINT (a command, words apart by newlines) in the environment.
(require 'eglot)
(setq eglot-sync-connect 240 eglot-connect-timeout 240 eglot-autoreconnect nil)
(add-to-list 'eglot-server-programs (cons 'text-mode (split-string (getenv "MTLINT") "\n")))
(find-file "article.txt")
(text-mode)
(call-interactively #'eglot)
(let ((end (+ (float-time) 240)))
  (while (and (null (flymake-diagnostics)) (< (float-time) end))
    (accept-process-output nil 0.1)
    (flymake-start nil)))
(dolist (found (flymake-diagnostics))
  (princ (format "%s | %s\n"
                 (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found))
                 (flymake-diagnostic-text found))))
(eglot-shutdown (eglot-current-server))
(kill-emacs 0)
