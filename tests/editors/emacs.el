;;; A session in Emacs with eglot, run in batch by tests/lsp_emacs.rs: the
;;; snippet of docs/editors.md is evaluated (the file $SNIPPET), diagnostics
;;; arrive, the fix is applied, the buffer is right.  What it saw is written to
;;; the file $SEEN as JSON.

(require 'json)
(require 'package)
(package-initialize)
(require 'eglot)
(require 'markdown-mode)
(require 'flymake)

(defvar seen nil)

(defun saw (key value)
  (push (cons key value) seen))

(defun wait-until (what condition)
  (let ((end (+ (float-time) 20)))
    (while (and (< (float-time) end) (not (funcall condition)))
      (flymake-start)
      (accept-process-output nil 0.1))
    (unless (funcall condition)
      (error "In vain: %s" what))))

(defun session ()
  (load (getenv "SNIPPET") nil t)
  (find-file (getenv "REPORT"))
  (unless (eq major-mode 'markdown-mode) (error "The mode is %s" major-mode))
  (saw 'hooked (and (memq 'eglot-ensure markdown-mode-hook) t))
  (apply #'eglot--connect (eglot--guess-contact))
  (eglot--maybe-activate-editing-mode)
  (wait-until "a diagnostic" #'flymake-diagnostics)
  (saw 'message (flymake-diagnostic-text (car (flymake-diagnostics))))
  (let* ((actions (append (eglot-code-actions (point-min) (point-max)) nil))
         (fix (seq-find (lambda (one) (equal (plist-get one :title) "write 120")) actions)))
    (saw 'actions (mapconcat (lambda (one) (plist-get one :title)) actions "; "))
    (unless fix (error "No fix"))
    (eglot--apply-workspace-edit (plist-get fix :edit)))
  (eglot--signal-textDocument/didChange)
  (wait-until "the end of the diagnostic" (lambda () (not (flymake-diagnostics))))
  (saw 'text (buffer-string))
  (goto-char (point-min))
  (search-forward "120")
  (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                (eglot--TextDocumentPositionParams))))
    (saw 'hover (plist-get (plist-get hover :contents) :value)))
  (eglot-shutdown (eglot--current-server-or-lose)))

(condition-case trouble
    (session)
  (error (saw 'trouble (format "%S" trouble))))
(with-temp-file (getenv "SEEN")
  (insert (json-encode seen)))
(kill-emacs 0)
