package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// generate binds a command that makes rows of its own; nil for any other.
func (b *binder) generate(c spl.Command) plan.Node {
	switch c := c.(type) {
	case *spl.Makeresults:
		return b.makeresults(c)
	case *spl.Inputlookup:
		return b.inputlookup(nil, c)
	case *spl.Inputcsv:
		return b.inputcsv(nil, c)
	case *spl.Tstats:
		return b.tstats(nil, c)
	case *spl.Mstats:
		return b.mstats(nil, c)
	case *spl.From:
		return b.from(c)
	case *spl.Datamodel:
		return b.datamodel(c)
	case *spl.Gentimes:
		return b.gentimes(c)
	case *spl.Multisearch:
		return b.multisearch(c)
	case *spl.Union:
		return b.union(nil, c)
	case *spl.Set:
		return b.set(c)
	case *spl.Eventcount:
		return b.eventcount(c)
	}
	return nil
}

// command binds a command to the rows before it.
func (b *binder) command(in plan.Node, c spl.Command) plan.Node {
	if n := b.rowCommand(in, c); n != nil {
		return n
	}
	if n := b.tableCommand(in, c); n != nil {
		return n
	}
	switch c := c.(type) {
	case *spl.Inputlookup:
		return b.inputlookup(in, c)
	case *spl.Union:
		return b.union(in, c)
	case *spl.Tstats:
		return b.tstats(in, c)
	case *spl.Unsupported:
		if n := b.raw(in, c); n != nil {
			return n
		}
		b.fail(c.Span(), errCommand(c.Keyword()))
	case *spl.Inputcsv:
		return b.inputcsv(in, c)
	case *spl.Mstats:
		return b.mstats(in, c)
	case *spl.Makeresults, *spl.From, *spl.Datamodel, *spl.Gentimes, *spl.Multisearch, *spl.Set, *spl.Eventcount:
		b.fail(c.Span(), errFirst(c.Keyword()))
	default:
		b.fail(c.Span(), errCommand(c.Keyword()))
	}
	return in
}

// rowCommand binds the commands that look at one row at a time.
func (b *binder) rowCommand(in plan.Node, c spl.Command) plan.Node {
	switch c := c.(type) {
	case *spl.SearchCommand:
		return b.search(in, c)
	case *spl.Where:
		return b.where(in, c)
	case *spl.Eval:
		return b.eval(in, c)
	case *spl.Fieldformat:
		b.expr(c.Assignment.X) // The values stay: see the command's manual page on exports.
		return in
	case *spl.Rename:
		return b.rename(in, c)
	case *spl.Fields:
		return b.fields(in, c)
	case *spl.Table:
		return b.table(in, c)
	case *spl.Rex:
		return b.rex(in, c)
	case *spl.Regex:
		return b.regex(in, c)
	case *spl.Spath:
		return b.spath(in, c)
	case *spl.Convert:
		return b.convert(in, c)
	case *spl.Bin:
		return b.bin(in, c)
	case *spl.Fillnull:
		return b.fillnull(in, c)
	case *spl.Makemv:
		return b.makemv(in, c)
	case *spl.Nomv:
		return b.nomv(in, c)
	case *spl.Mvexpand:
		return b.mvexpand(in, c)
	case *spl.Lookup:
		return b.lookup(in, c)
	case *spl.Iplocation:
		return b.iplocation(in, c)
	case *spl.Replace:
		return b.replace(in, c)
	case *spl.Strcat:
		return b.strcat(in, c)
	case *spl.Rangemap:
		return b.rangemap(in, c)
	case *spl.Xpath:
		return b.xpath(in, c)
	case *spl.Xmlkv:
		return b.xmlkv(in, c)
	case *spl.Extract:
		return b.extract(in, c)
	case *spl.Addinfo:
		return b.addinfo(in, c)
	case *spl.Foreach:
		return b.foreach(in, c)
	}
	return nil
}

// tableCommand binds the commands that look at many rows.
func (b *binder) tableCommand(in plan.Node, c spl.Command) plan.Node {
	switch c := c.(type) {
	case *spl.Stats:
		return b.stats(in, c)
	case *spl.Eventstats:
		return b.eventstats(in, c)
	case *spl.Streamstats:
		return b.streamstats(in, c)
	case *spl.Chart:
		return b.chart(in, c)
	case *spl.Timechart:
		return b.timechart(in, c)
	case *spl.Top:
		return b.top(in, c)
	case *spl.Rare:
		return b.rare(in, c)
	case *spl.Sort:
		return b.sort(in, c)
	case *spl.Dedup:
		return b.dedup(in, c)
	case *spl.Head:
		return b.head(in, c)
	case *spl.Tail:
		return b.tail(in, c)
	case *spl.Reverse:
		return b.reverse(in, c)
	case *spl.Join:
		return b.join(in, c)
	case *spl.Append:
		return b.append(in, c)
	case *spl.Appendpipe:
		return b.appendpipe(in, c)
	case *spl.Appendcols:
		return b.appendcols(in, c)
	case *spl.Format:
		return b.format(in, c)
	case *spl.Return:
		return b.returns(in, c)
	case *spl.Map:
		return b.mapping(in, c)
	case *spl.Transaction:
		return b.transaction(in, c)
	case *spl.Xyseries:
		return b.xyseries(in, c)
	case *spl.Selfjoin:
		return b.selfjoin(in, c)
	case *spl.Uniq:
		return b.uniq(in)
	case *spl.Untable:
		return b.untable(in, c)
	case *spl.Transpose:
		return b.transpose(in, c)
	case *spl.Mvcombine:
		return b.mvcombine(in, c)
	case *spl.Filldown:
		return b.filldown(in, c)
	case *spl.Accum:
		return b.accum(in, c)
	case *spl.Delta:
		return b.delta(in, c)
	case *spl.Autoregress:
		return b.autoregress(in, c)
	case *spl.Addtotals:
		return b.addtotals(in, c)
	case *spl.Addcoltotals:
		return b.addcoltotals(in, c)
	case *spl.Outputlookup:
		return b.outputlookup(in, c)
	}
	return nil
}
