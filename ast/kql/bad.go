package kql

import "github.com/goshawk-lang/goshawk/source"

// Bad stands for an operator that could not be parsed; no tree that the
// parser returns without an error holds one.
type Bad struct {
	Op
	Err *source.Error
}

func (o *Bad) write(w *writer) { w.text("<bad operator>") }
