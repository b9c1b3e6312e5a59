// Package eval runs plans: physical operators over batches, expression calls,
// limits and parallelism. It knows no query language.
//
// A plan becomes pipes: a feed that cuts a source into morsels, and steps
// applied to each morsel by whichever worker takes it. Results are put back in
// order, so that the answer does not depend on the number of workers.
// Operators that need all rows (sorts, aggregations, joins' build sides) end a
// pipe and start the next.
//
//	res, err := eval.Run(ctx, plan, eval.Options{Now: now})
//	defer res.Close()
//	for {
//		b, err := res.Next() // nil at the end
//		...
//	}
package eval
