package kql

import "github.com/goshawk-lang/goshawk/ast"

// Scan matches sequences of rows.
type Scan struct {
	Op
	Params    []*Param     `parser:"'scan' @@*"`
	Order     []*OrderKey  `parser:"('order' 'by' @@ (',' @@)*)?"`
	Partition []Expr       `parser:"('partition' 'by' @@ (',' @@)*)?"`
	Declare   []*FuncParam `parser:"('declare' '(' (@@ (',' @@)*)? ')')?"`
	Steps     []*ScanStep  `parser:"'with' '(' @@+ ')'"`
}

// ScanStep is one state: step Name [optional] [output = x] : Cond => assignments;
type ScanStep struct {
	ast.Place
	Name     *Name  `parser:"'step' @@"`
	Optional bool   `parser:"@'optional'?"`
	Output   string `parser:"('output' '=' @Word)?"`
	Cond     Expr   `parser:"':' @@"`
	Assign   []Expr `parser:"('=>' @@ (',' @@)*)? ';'"`
}

func (o *Scan) write(w *writer) {
	list1(w.text("scan"), o.Params)
	if len(o.Order) > 0 {
		list(w.text(" order by "), o.Order)
	}
	if len(o.Partition) > 0 {
		w.text(" partition by ").exprs(o.Partition)
	}
	if len(o.Declare) > 0 {
		list(w.text(" declare ("), o.Declare)
		w.text(")")
	}
	list1(w.text(" with ("), o.Steps)
	w.text(" )")
}

func (s *ScanStep) write(w *writer) {
	w.text("step ").node(s.Name)
	if s.Optional {
		w.text(" optional")
	}
	if s.Output != "" {
		w.text(" output=").text(s.Output)
	}
	w.text(" : ").expr(s.Cond)
	if len(s.Assign) > 0 {
		w.text(" => ").exprs(s.Assign)
	}
	w.text(";")
}
