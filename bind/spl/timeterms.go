package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// The time options that earliest and latest have replaced and that take a point
// in time: starttime=10/1/2025:00:00:00, endtimeu=1759276800. See the search
// command's manual, "Time options".

const startTimeFormat = "%m/%d/%Y:%H:%M:%S"

// dateFormat is how a date of a time modifier is written; empty for another
// text.
func dateFormat(text string) string {
	switch {
	case startTime().MatchString(text):
		return startTimeFormat
	case startDay().MatchString(text):
		return "%m/%d/%Y"
	}
	return ""
}

var (
	startTime = pattern.Lazy(`^\d+/\d+/\d+:\d+:\d+:\d+$`)
	startDay  = pattern.Lazy(`^\d+/\d+/\d+$`)
)

// pointTerms are the comparison with _time that each stands for.
var pointTerms = map[string]string{"starttime": ">=", "endtime": "<=", "starttimeu": ">=", "endtimeu": "<"}

// refusedTerms are modifiers of a search that are no fields.
var refusedTerms = map[string]string{
	"searchtimespanminutes": "write earliest and latest", "searchtimespanhours": "write earliest and latest",
	"searchtimespandays": "write earliest and latest", "searchtimespanmonths": "write earliest and latest",
	"savedsearch": "there are no saved searches", "savedsplunk": "there are no saved searches",
	"hosttag": "write tag::host", "eventtypetag": "write tag::eventtype",
}

// pointTerm is what a term such as starttime=... stands for; nil for the
// comparison of a field.
func (b *binder) pointTerm(x *spl.Compare) plan.Expr {
	name := strings.ToLower(x.Field.Text())
	if why := refusedTerms[name]; why != "" {
		b.fail(x.Span(), errConstruct("the search modifier "+name+" ("+why+")"))
		return constant(table.BoolValue(false))
	}
	op, value := pointTerms[name], x.Value.Text()
	var at plan.Expr
	switch {
	case op == "":
		return nil
	case strings.HasSuffix(name, "u"):
		seconds, ok := functions.LooseNumber(value)
		if !ok {
			b.fail(x.Value.Span(), errValue("number of seconds", value))
			return constant(table.BoolValue(false))
		}
		at = constant(seconds)
	case b.timeFormat != "":
		at = b.call(x.Span(), "strptime", text(value), text(b.timeFormat))
	case startTime().MatchString(value):
		at = b.call(x.Span(), "strptime", text(value), text(startTimeFormat))
	default:
		return nil // a field of that name, as gentimes makes one
	}
	return b.known(x, b.call(x.Span(), op, b.column("_time"), at))
}

// withTimeFormat takes the term timeformat=... out of those of a search: it says
// how starttime and endtime beside it are written, and is none itself without
// them.
func (b *binder) withTimeFormat(terms []spl.SearchExpr) []spl.SearchExpr {
	format, points := -1, false
	for i, x := range terms {
		if c, ok := x.(*spl.Compare); ok && c.Op == "=" && c.Value.Sub == nil {
			switch strings.ToLower(c.Field.Text()) {
			case "timeformat":
				format = i
			case "starttime", "endtime":
				points = true
			}
		}
	}
	if b.timeFormat = ""; format < 0 || !points {
		return terms
	}
	b.timeFormat = terms[format].(*spl.Compare).Value.Text()
	return slices.Delete(slices.Clone(terms), format, format+1)
}
