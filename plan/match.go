package plan

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Match walks over the rows in order and follows sequences of them through
// Steps. Each step holds the state of at most one sequence: the last row that
// it, and every step before it, matched. A row is tried against the steps from
// the last to the first. It matches a step when the condition holds with the
// state of the step before, which then moves on to this step, or else, for the
// first step and one that holds a sequence already, with the step's own state.
// The output is one row per match: the input's columns, those declared, and
// the number of the sequence.
type Match struct {
	placed

	Input    Node
	Declared []MatchColumn
	Steps    []MatchStep
	// Refs are the columns through which expressions of steps read states.
	Refs []MatchRef
	// ID, unless empty, names a long column with the number of the sequence,
	// from 0.
	ID string
}

// MatchColumn is a column that steps assign, with its value where none does.
type MatchColumn struct {
	Name    string
	T       table.Type
	Default table.Value
}

// MatchStep is one step of a sequence.
type MatchStep struct {
	Name string
	// Static is the part of the condition that reads only the row itself, Cond
	// the part that reads states; either may be nil.
	Static, Cond Expr
	// Assign sets declared columns; those not listed get their default.
	Assign []Named
	Output MatchOutput
}

// MatchRef gives the name As to a column of the row that step Step (from 0)
// holds; the column's default, or null, when it holds none.
type MatchRef struct {
	As     string
	Step   int
	Column string
	T      table.Type
}

// MatchOutput says which rows that match a step are put out.
type MatchOutput uint8

// All rows, none, or the last one of a series of matches of the same sequence.
const (
	MatchAll MatchOutput = iota
	MatchNone
	MatchLast
)

// Inputs implements Node.
func (n *Match) Inputs() []Node { return []Node{n.Input} }

// WithInputs implements Node.
func (n *Match) WithInputs(in []Node) Node { c := *n; c.Input = in[0]; return &c }

// Shape implements Node.
func (n *Match) Shape() Shape {
	in := n.Input.Shape()
	fields := append([]table.Field(nil), in.Schema.Fields()...)
	for _, d := range n.Declared {
		fields = setField(fields, table.Field{Name: d.Name, Type: d.T})
	}
	if n.ID != "" {
		fields = setField(fields, table.Field{Name: n.ID, Type: table.TypeLong})
	}
	return Shape{table.NewSchema(fields...), in.Open}
}

func describeMatch(n *Match) string {
	parts := make([]string, len(n.Steps))
	for i, s := range n.Steps {
		var conds []string
		for _, e := range []Expr{s.Static, s.Cond} {
			if e != nil {
				conds = append(conds, Format(e))
			}
		}
		parts[i] = s.Name + ": " + strings.Join(conds, " and ")
		if len(s.Assign) > 0 {
			parts[i] += " => " + formatNamed(s.Assign)
		}
	}
	return strings.Join(parts, "; ")
}
