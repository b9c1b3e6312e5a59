package plan

import (
	"github.com/goshawk-lang/goshawk/table"
)

// Node is a relational operator: rows in, rows out.
type Node interface {
	// Inputs are the nodes it reads, in order.
	Inputs() []Node
	// WithInputs is a copy that reads other nodes.
	WithInputs(in []Node) Node
	// Shape is what is known of its output before the run.
	Shape() Shape
	// Origin is the operator that it was made for (see Mark), or nil.
	Origin() *Origin

	setOrigin(o *Origin)
}

// Shape describes the columns of a node's output.
type Shape struct {
	// Schema lists the known columns.
	Schema *table.Schema
	// Open says that rows may have other columns too, known only in the run.
	Open bool
}

// Scan reads a source.
type Scan struct {
	placed

	Name   string
	Source table.Source
	// Columns are the only fields read when Pruned is set (by the Prune rule).
	Columns []string
	Pruned  bool
	// Parts says of some columns which parts of their JSON are looked at. (Set
	// by NarrowScans.)
	Parts map[string]*table.JSONParts
}

// Values is a table that is part of the plan.
type Values struct {
	placed

	Table *table.Table
}

// Filter keeps the rows for which Pred is true; null and false drop a row.
type Filter struct {
	placed

	Input Node
	Pred  Expr
	// InScan lets the Scan below, from which only such filters part it, compute
	// the predicate before it decodes other columns. (Set by FuseScanFilters.)
	InScan bool
}

// Project computes columns. All of Cols see the input's columns only.
type Project struct {
	placed

	Input Node
	Cols  []Named
	// Keep passes the input's columns on: a computed column replaces the one
	// of its name in place, others are appended. Without Keep the output is
	// exactly Cols.
	Keep bool
}

// Pick chooses and names columns by name or pattern (with *), for inputs whose
// columns are not all known before the run.
type Pick struct {
	placed

	Input Node
	// Keep, unless empty, lists the patterns of the columns to keep; Drop
	// those to leave out.
	Keep, Drop []string
	// Exact makes the output exactly the columns of Keep, in its order; a
	// name without * that the input lacks becomes a column of nulls.
	Exact bool
	// Rename gives columns other names, from left to right; both sides may
	// have as many *. A column already of that name is replaced.
	Rename []Renaming
	// Absent lets Rename move columns that the input lacks: a column of the new
	// name is gone, as it holds their nulls.
	Absent bool
}

// Renaming maps a name or pattern to another.
type Renaming struct{ From, To string }

// Sort orders all rows, stably. With Limit >= 0 only that many first rows are
// kept.
type Sort struct {
	placed

	Input Node
	Keys  []SortKey
	Limit int64
}

// SortKey is one key of a Sort.
type SortKey struct {
	Expr       Expr
	Desc       bool
	NullsFirst bool
	Order      Order
}

// Order says how values of one sort key compare.
type Order uint8

const (
	// OrderTyped compares values of the key's type; strings by code point.
	OrderTyped Order = iota
	// OrderAuto compares two numbers (or texts of numbers) as numbers, two IP
	// addresses as addresses, anything else as text.
	OrderAuto
	// OrderNumber compares as numbers, others after them; OrderText as text;
	// OrderIP as IP addresses.
	OrderNumber
	OrderText
	OrderIP
)

// Limit keeps N rows after skipping Offset; with Last, the last N rows, in
// reverse order.
type Limit struct {
	placed

	Input     Node
	N, Offset int64
	Last      bool
	// Bytes, unless 0, keeps only the first rows whose values take no more: a
	// text its bytes, any other value 8, a list those of its elements.
	Bytes int64
	// Told, unless empty, is the warning that the run gives when it leaves
	// rows out.
	Told string
}

// Aggregate groups rows by Keys and computes Aggs for each group. Groups come
// in the order of their first row. Without Keys there is exactly one row.
type Aggregate struct {
	placed

	Input Node
	Keys  []Named
	Aggs  []Agg
	// DropNullKeys leaves out rows where a key is null.
	DropNullKeys bool
	// SplitLists puts a row whose key is a list into the group of each of its
	// values; otherwise a list is one key.
	SplitLists bool
	// RepeatLists counts the row once more for each further time that the list
	// has the value.
	RepeatLists bool
	// LooseKeys takes a number and its text as the same key.
	LooseKeys bool
}

// Window adds aggregates over a partition of the rows to each row, keeping
// rows and order.
type Window struct {
	placed

	Input     Node
	Partition []Named
	Aggs      []Agg
	// Frame says which rows of the partition count for a row; nil means all.
	Frame *Frame
	// SkipNullKeys leaves rows with a null partition key without a result.
	SkipNullKeys bool
	SplitLists   bool
	LooseKeys    bool
}

// Frame is the part of a partition that a running aggregate sees.
type Frame struct {
	// Rows is how many rows back it reaches, counting the current row when
	// Current is set; 0 means all rows so far.
	Rows    int64
	Current bool
	// Global applies Rows to all rows rather than to those of the partition.
	Global bool
	// ResetBefore and ResetAfter start over before or after a row for which
	// they are true; ResetOnChange when the partition key changes. ResetAfter
	// sees what the window computed for the row.
	ResetBefore, ResetAfter Expr
	ResetOnChange           bool
	// Span, unless 0, bounds the frame to rows whose Time is within Span
	// (in Time's own unit) of the current row's.
	Span float64
	Time Expr
}

// JoinKind says which rows a join gives.
type JoinKind uint8

// The join kinds. Semi and anti joins give rows and columns of one side.
const (
	Inner JoinKind = iota
	LeftOuter
	RightOuter
	FullOuter
	LeftSemi
	LeftAnti
	RightSemi
	RightAnti
	Cross
)

// Join matches rows of two inputs whose keys are equal.
type Join struct {
	placed

	Left, Right Node
	Kind        JoinKind
	On          []JoinKey
	// UniqueLeft keeps only the first left row of each key.
	UniqueLeft bool
	// MaxMatches bounds the right rows that a left row is joined with; 0: all.
	MaxMatches int64
	// NullsMatch lets null keys equal null keys.
	NullsMatch bool
	// LooseKeys takes a number and its text as the same key.
	LooseKeys bool
	// Cols are the output columns; nil means all left columns, with those of
	// the right over them: replaced where Overwrite is set, kept otherwise.
	Cols      []JoinColumn
	Overwrite bool
	// EmptyStrings fills string columns of the side without a match with
	// empty strings instead of nulls.
	EmptyStrings bool
}

// JoinKey is one pair of expressions, over the left and the right input.
type JoinKey struct{ Left, Right Expr }

// JoinColumn is an output column of a join.
type JoinColumn struct {
	Right bool
	From  string
	As    string
	T     table.Type
}

// Union puts inputs below one another, in order. Columns are matched by name;
// one that an input lacks is null there.
type Union struct {
	placed

	In []Node
	// EmptyStrings fills missing string columns with empty strings.
	EmptyStrings bool
	// Schema fixes the output's columns; nil means all that occur.
	Schema *table.Schema
}

// Expand makes one row per element of the lists in Cols, side by side; the
// shorter lists give nulls. Other columns repeat.
type Expand struct {
	placed

	Input Node
	Cols  []ExpandColumn
	// Index, unless empty, names a long column with the element's position.
	Index string
	// Limit bounds the rows made of one row; 0: no bound.
	Limit int64
	// KeepEmpty keeps a row whose lists are all null or empty, with nulls.
	KeepEmpty bool
	// KeepNull keeps a row whose lists are all null, but drops empty ones.
	KeepNull bool
}

// ExpandColumn is one list to expand.
type ExpandColumn struct {
	// Expr is the list, As the column that takes the elements (replaced in
	// place, or appended).
	Expr Expr
	As   string
	// To converts elements to a type; TypeDynamic leaves them.
	To table.Type
	// BagsAsPairs turns a bag's properties into [key, value] arrays instead of
	// bags of one property.
	BagsAsPairs  bool
	EmptyStrings bool
}

// Share computes its input once per run, however often Shares of the same ID
// occur.
type Share struct {
	placed

	Input Node
	Name  string
	// ID is what makes two Shares the same: a pointer of the binder's.
	ID any
}

// ForEach runs Body once for each group of input rows with equal Keys (once
// for each row when there are none and PerRow is set), with the group's rows
// in place of Hole, and puts the results below one another.
type ForEach struct {
	placed

	Input  Node
	Keys   []Named
	PerRow bool
	Hole   *Hole
	Body   Node
	// KeepOuter adds the row's own columns to each result row (PerRow).
	KeepOuter bool
}

// Hole stands for the rows that a ForEach passes to its body.
type Hole struct {
	placed

	Of Shape
}

func (n *Scan) Inputs() []Node      { return nil }
func (n *Values) Inputs() []Node    { return nil }
func (n *Filter) Inputs() []Node    { return []Node{n.Input} }
func (n *Project) Inputs() []Node   { return []Node{n.Input} }
func (n *Pick) Inputs() []Node      { return []Node{n.Input} }
func (n *Sort) Inputs() []Node      { return []Node{n.Input} }
func (n *Limit) Inputs() []Node     { return []Node{n.Input} }
func (n *Aggregate) Inputs() []Node { return []Node{n.Input} }
func (n *Window) Inputs() []Node    { return []Node{n.Input} }
func (n *Join) Inputs() []Node      { return []Node{n.Left, n.Right} }
func (n *Union) Inputs() []Node     { return n.In }
func (n *Expand) Inputs() []Node    { return []Node{n.Input} }
func (n *Share) Inputs() []Node     { return []Node{n.Input} }
func (n *ForEach) Inputs() []Node   { return []Node{n.Input} }
func (n *Hole) Inputs() []Node      { return nil }

func (n *Scan) WithInputs([]Node) Node         { return n }
func (n *Values) WithInputs([]Node) Node       { return n }
func (n *Filter) WithInputs(in []Node) Node    { c := *n; c.Input = in[0]; return &c }
func (n *Project) WithInputs(in []Node) Node   { c := *n; c.Input = in[0]; return &c }
func (n *Pick) WithInputs(in []Node) Node      { c := *n; c.Input = in[0]; return &c }
func (n *Sort) WithInputs(in []Node) Node      { c := *n; c.Input = in[0]; return &c }
func (n *Limit) WithInputs(in []Node) Node     { c := *n; c.Input = in[0]; return &c }
func (n *Aggregate) WithInputs(in []Node) Node { c := *n; c.Input = in[0]; return &c }
func (n *Window) WithInputs(in []Node) Node    { c := *n; c.Input = in[0]; return &c }
func (n *Join) WithInputs(in []Node) Node      { c := *n; c.Left, c.Right = in[0], in[1]; return &c }
func (n *Union) WithInputs(in []Node) Node     { c := *n; c.In = in; return &c }
func (n *Expand) WithInputs(in []Node) Node    { c := *n; c.Input = in[0]; return &c }
func (n *Share) WithInputs(in []Node) Node     { c := *n; c.Input = in[0]; return &c }
func (n *ForEach) WithInputs(in []Node) Node   { c := *n; c.Input = in[0]; return &c }
func (n *Hole) WithInputs([]Node) Node         { return n }
