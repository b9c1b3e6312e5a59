package spl

import (
	"slices"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// append puts a subsearch's rows below. maxtime and timeout bound the time that
// Splunk spends on it; the limits of the run do that here.
func (b *binder) append(in plan.Node, c *spl.Append) plan.Node {
	o := b.options(c, c.Options, "extendtimerange", "maxtime", "maxout", "timeout")
	o.ofSubsearch()
	return &plan.Union{In: []plan.Node{in, b.side(c, c.Sub, o.int("maxout", 0))}}
}

// ofSubsearch reads the options that bound the time of a subsearch, which has
// no bound here but that of the run, and whether its time counts as the
// search's, which the rows do not show.
func (o options) ofSubsearch() {
	o.bool("extendtimerange", false)
	o.int("maxtime", 0)
	o.int("timeout", 0)
}

// appendpipe runs commands on the rows so far and puts the result below.
func (b *binder) appendpipe(in plan.Node, c *spl.Appendpipe) plan.Node {
	b.options(c, c.Options, "run_in_preview").bool("run_in_preview", true)
	share := &plan.Share{Input: in, Name: "appendpipe", ID: new(int)}
	return &plan.Union{In: []plan.Node{share, b.follow(share, c.Sub.Pipeline())}}
}

// appendcols puts a subsearch's columns beside the rows, by their number.
func (b *binder) appendcols(in plan.Node, c *spl.Appendcols) plan.Node {
	o := b.options(c, c.Options, "override", "extendtimerange", "maxtime", "maxout", "timeout")
	o.ofSubsearch()
	sub := b.side(c, c.Sub, o.int("maxout", 0))
	j := &plan.Join{Left: in, Right: sub, Overwrite: o.bool("override", false)}
	return &plan.TableCall{
		Func: functions.AppendColumns, In: []plan.Node{in, sub}, Of: j.Shape(),
		Args: functions.TableArgs{"override": table.BoolValue(o.bool("override", false))},
	}
}

// multisearch reads several searches one after the other, or in the order of
// all their events.
func (b *binder) multisearch(c *spl.Multisearch) plan.Node {
	if len(c.Subs) < 2 {
		b.fail(c.Span(), semantic(codeArguments, "multisearch wants at least two searches"))
	}
	for _, s := range c.Subs {
		for _, sub := range s.Pipeline().Commands {
			if slices.Contains(wholeRows, sub.Keyword()) {
				b.fail(sub.Span(), semantic(codePlace, "searches of multisearch only have commands that look at one event at a time, which %q does not", sub.Keyword()))
			}
		}
	}
	return b.eventsOf(c.Subs)
}

// eventsOf are the events of several searches.
func (b *binder) eventsOf(subs []spl.Subsearch) plan.Node {
	u := &plan.Union{}
	b.together++
	for _, s := range subs {
		u.In = append(u.In, b.pipeline(s.Pipeline()))
	}
	b.together--
	return b.newestFirst(u)
}

// streams tells whether a search reads events and looks at one at a time.
func streams(p *spl.Pipeline) bool {
	for i, c := range p.Commands {
		if k := c.Keyword(); i == 0 && k != "search" || slices.Contains(wholeRows, k) || slices.Contains(inOrder, k) {
			return false
		}
	}
	return true
}

// union puts the rows of subsearches and bound tables below one another, after
// the rows so far.
func (b *binder) union(in plan.Node, c *spl.Union) plan.Node {
	o := b.options(c, c.Options, "maxtime", "maxout", "timeout")
	o.ofSubsearch()
	if in == nil && len(c.Fields) == 0 && !slices.ContainsFunc(c.Subs, func(s spl.Subsearch) bool { return !streams(s.Pipeline()) }) {
		return b.eventsOf(c.Subs) // as multisearch has them
	}
	u := &plan.Union{}
	if in != nil {
		u.In = append(u.In, in)
	}
	for _, f := range c.Fields {
		kind, name := splitDataset(f.Text())
		u.In = append(u.In, b.dataset(c, f.Span(), kind, name))
	}
	for _, s := range c.Subs {
		u.In = append(u.In, b.side(c, s, o.int("maxout", 0)))
	}
	return u
}

// wholeRows are the commands that want all rows at hand.
var wholeRows = []string{
	"stats", "eventstats", "chart", "timechart", "top", "rare", "contingency", "sort", "reverse", "tail", "table", "transpose", "untable",
	"xyseries", "maketable", "addcoltotals", "append", "appendcols", "appendpipe", "join", "selfjoin", "union", "transaction", "mvcombine",
	"filldown", "fieldsummary", "format", "return", "map", "outputlookup", "uniq", "makecontinuous",
}

// inOrder are the commands that look at the events one after the other.
var inOrder = []string{"head", "dedup", "streamstats", "accum", "delta", "autoregress"}
