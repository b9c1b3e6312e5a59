// Package plan owns the relational plan: node types, typed expressions, the
// rewrite rules and the text that Explain prints. It states what is computed
// in terms of no query language: a difference between KQL and SPL is a field
// of a node, another function of the catalog, or a conversion.
//
// It imports functions, table and source. A plan is immutable once bound and
// may be run many times at once.
//
//	n := &plan.Filter{
//		Input: &plan.Scan{Name: "T", Source: t},
//		Pred:  &plan.Call{Func: eq, Overload: o, Args: []plan.Expr{col, one}, T: table.TypeBool},
//	}
//	fmt.Print(plan.Explain(n))
package plan
