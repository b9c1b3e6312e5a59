// Package table owns data: the scalar types, immutable typed columns in
// several physical forms, schemas, batches and tables.
//
// It imports nothing of this module and knows no query language. A column's
// physical form may be narrower than its declared type: a dynamic column whose
// values in this batch are all strings may well be a plain string vector.
//
// Invariants every producer keeps: columns are never changed after they are
// handed out; a null slot of a [Vec] holds the zero value of its element type
// (so that dropping the null mask turns null strings into empty ones).
//
//	names := table.NewVec([]string{"ada", "bob"}, nil)
//	ages := table.NewVec([]int64{36, 0}, []bool{false, true})
//	t := table.New(table.NewSchema(
//		table.Field{Name: "name", Type: table.TypeString},
//		table.Field{Name: "age", Type: table.TypeLong},
//	), names, ages)
package table
