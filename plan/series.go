package plan

import "github.com/goshawk-lang/goshawk/table"

// Series makes rows that count from one value to another by steps. Input is
// one row of three columns: the first value, the bound (included), the step.
// A null among them, or a step that leads away from the bound, makes no rows.
type Series struct {
	placed

	Input Node
	// As names the only column; T is its type: long, real, datetime or timespan.
	As string
	T  table.Type
}

// Inputs implements Node.
func (n *Series) Inputs() []Node { return []Node{n.Input} }

// WithInputs implements Node.
func (n *Series) WithInputs(in []Node) Node { c := *n; c.Input = in[0]; return &c }

// Shape implements Node.
func (n *Series) Shape() Shape {
	return Shape{Schema: table.NewSchema(table.Field{Name: n.As, Type: n.T})}
}
