package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// maxMakeresults bounds the rows made from nothing.
const maxMakeresults = 10_000_000

// makeresults makes rows with nothing but the time of the run.
func (b *binder) makeresults(c *spl.Makeresults) plan.Node {
	o := b.options(c, c.Options, "count", "annotate", "splunk_server", "splunk_server_group")
	n := o.int("count", 1)
	if n > maxMakeresults {
		b.fail(c.Span(), errOptionValue("makeresults", "count", "at most 10000000"))
		n = 1
	}
	cols := []plan.Named{{Name: "_time", Expr: b.call(c.Span(), "now")}}
	if o.bool("annotate", false) {
		for _, name := range []string{"_raw", "host", "source", "sourcetype", "splunk_server", "splunk_server_group"} {
			cols = append(cols, plan.Named{Name: name, Expr: &plan.Const{T: table.TypeDynamic}})
		}
	}
	rows := table.FromBatch(table.NewBatch(table.NewSchema(), int(n)))
	return &plan.Project{Input: &plan.Values{Table: rows}, Cols: cols}
}

// addinfo adds the search's own facts: all of time, and the run's clock.
func (b *binder) addinfo(in plan.Node, c *spl.Addinfo) plan.Node {
	return set(in,
		plan.Named{Name: "info_min_time", Expr: number(0)},
		plan.Named{Name: "info_max_time", Expr: text("+Infinity")},
		plan.Named{Name: "info_search_time", Expr: b.call(c.Span(), "now")},
		plan.Named{Name: "info_sid", Expr: text("goshawk")},
	)
}
