package kql

// ParseWhere is Parse that drops the rows which do not match.
type ParseWhere struct {
	Op
	Params []*Param     `parser:"'parse-where' @@*"`
	X      Expr         `parser:"@@"`
	With   []*ParsePart `parser:"'with' @@+"`
}

func (o *ParseWhere) write(w *writer) { writeParse(w, "parse-where", o.Params, o.X, o.With) }
