package plan

import (
	"context"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// TableCall runs a table function over whole inputs.
type TableCall struct {
	placed

	Func *functions.TableFunc
	In   []Node
	Args functions.TableArgs
	Of   Shape
	// Pass says that a column of the result depends only on the first input's
	// column of that name and on those of Reads, so that the first input may
	// be read without the columns that nothing uses. Other inputs are whole.
	Pass  bool
	Reads []string
}

// Deferred is a plan that can be made only when the rows of its inputs are
// known: a subsearch that becomes part of a predicate, columns chosen by a
// pattern that also name aggregates. Build gets the inputs' results.
type Deferred struct {
	placed

	In    []Node
	Build func(ctx context.Context, in []*table.Table) (Node, error)
	// Label says in Explain what waits.
	Label string
	Of    Shape
}

func (n *TableCall) Inputs() []Node            { return n.In }
func (n *Deferred) Inputs() []Node             { return n.In }
func (n *TableCall) WithInputs(in []Node) Node { c := *n; c.In = in; return &c }
func (n *Deferred) WithInputs(in []Node) Node  { c := *n; c.In = in; return &c }

// Shape implements Node.
func (n *TableCall) Shape() Shape { return n.Of }

// Shape implements Node.
func (n *Deferred) Shape() Shape { return n.Of }
