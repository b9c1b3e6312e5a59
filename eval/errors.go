package eval

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
)

// The errors of a run, with their codes.

func errTooLong(d time.Duration) error {
	return &source.Error{Code: "GH401", Kind: source.Limit, Message: fmt.Sprintf("the run took longer than its limit of %v", d)}
}

func errMemory(most int64) error {
	return &source.Error{Code: "GH402", Kind: source.Limit, Message: fmt.Sprintf("the run needs more memory than its limit of %d bytes", most)}
}

func errRows(most int64) error {
	return &source.Error{Code: "GH403", Kind: source.Limit, Message: fmt.Sprintf("the result has more rows than the limit of %d", most)}
}

func errStopped(cause error) error {
	var e *source.Error
	if errors.As(cause, &e) {
		return e
	}
	if errors.Is(cause, context.DeadlineExceeded) {
		return &source.Error{Code: "GH401", Kind: source.Limit, Message: "the run passed its deadline", Cause: cause}
	}
	return &source.Error{Code: "GH404", Kind: source.Limit, Message: "the run was cancelled", Cause: cause}
}

// errCall is a failure of a function, at the place of its call.
func errCall(c *plan.Call, err error) error {
	var e *source.Error
	if errors.As(err, &e) {
		return err
	}
	return &source.Error{Code: "GH301", Kind: source.Runtime, Message: err.Error(), Text: c.Text, Span: c.Span, Cause: err}
}

// errNoOverload: the types that the arguments have in the data fit no
// implementation.
func errNoOverload(c *plan.Call, name string, types fmt.Stringer) error {
	return &source.Error{Code: "GH302", Kind: source.Runtime, Message: fmt.Sprintf("%s does not take %s", name, types), Text: c.Text, Span: c.Span}
}

func errTableCall(name string, err error) error {
	var e *source.Error
	if errors.As(err, &e) {
		return err
	}
	// Some say themselves which function they are of.
	return &source.Error{Code: "GH303", Kind: source.Runtime, Message: name + ": " + strings.TrimPrefix(err.Error(), name+": "), Cause: err}
}

func errNode(n plan.Node) error {
	return &source.Error{Code: "GH901", Kind: source.Unsupported, Message: fmt.Sprintf("no operator runs %T", n)}
}

// protect turns a panic, which is a bug of ours, into an error, so that an
// embedding program survives it.
func protect(err *error) {
	p := recover()
	if failed, ok := p.(*source.Error); ok { // in another goroutine, see shareOut
		*err = failed
	} else if p != nil {
		*err = &source.Error{Code: "GH999", Kind: source.Runtime, Message: fmt.Sprintf("internal error: %v", p), Cause: fmt.Errorf("%s", debug.Stack())}
	}
}

func protect2[T any](f func() (T, error)) (v T, err error) {
	defer protect(&err)
	return f()
}

func errAggregate(g *plan.Agg, types fmt.Stringer) error {
	return &source.Error{Code: "GH302", Kind: source.Runtime, Message: fmt.Sprintf("aggregate %s does not take %s", g.Names[0], types)}
}
