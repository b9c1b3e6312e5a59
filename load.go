package goshawk

import (
	"context"
	"errors"
	"io"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// Load reads columns of a source into memory, in the forms that are quickest
// to compute with (see [table.Table.Compact]); nil columns means all.
func Load(ctx context.Context, src table.Source, columns []string) (*table.Table, error) {
	scan, err := src.Scan(ctx, table.ScanRequest{Columns: columns, All: columns == nil})
	if err != nil {
		return nil, err
	}
	defer scan.Close()
	var all []*table.Batch
	for {
		chunk, err := scan.Next(ctx)
		if errors.Is(err, io.EOF) {
			return table.FromBatch(table.ConcatBatches(src.Schema(), all)).Compact(), nil
		}
		if err != nil {
			return nil, err
		}
		batches, _, err := chunk.Read(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, batches...)
	}
}

// Loaded is an engine with the same names whose tables are in memory, as far
// as the query reads them: only the columns that it names.
func (e *Engine) Loaded(ctx context.Context, q *Query) (*Engine, error) {
	out := New()
	e.mu.RLock()
	defer e.mu.RUnlock()
	out.run, out.macros, out.lookups, out.lists, out.models, out.sink, out.functions = e.run, e.macros, e.lookups, e.lists, e.models, e.sink, e.functions
	out.limits, out.newest, out.order, out.geoip = e.limits, e.newest, e.order, e.geoip
	loaded := map[table.Source]table.Source{}
	for src, columns := range scans(q.bound.Plan) {
		t, err := Load(ctx, src, columns)
		if err != nil {
			return nil, err
		}
		loaded[src] = t
		if k, ok := src.(table.Knowing); ok {
			loaded[src] = informedTable{t, k}
		}
	}
	for name, src := range e.tables {
		out.tables[name] = src
		if t, ok := loaded[src]; ok {
			out.tables[name] = t
		}
	}
	for _, ev := range e.events {
		if t, ok := loaded[ev.Source]; ok {
			ev.Source = t
		}
		out.events = append(out.events, bind.EventSource{Name: ev.Name, Source: ev.Source})
	}
	return out, nil
}

// informedTable is a table in memory of which its file's configuration still
// holds.
type informedTable struct {
	*table.Table
	table.Knowing
}

// scans are the sources that a plan reads and the columns it reads of each;
// nil means all.
func scans(root plan.Node) map[table.Source][]string {
	out := map[table.Source][]string{}
	var walk func(n plan.Node)
	walk = func(n plan.Node) {
		if s, ok := n.(*plan.Scan); ok {
			old, seen := out[s.Source]
			switch {
			case !s.Pruned:
				out[s.Source] = nil
			case !seen:
				out[s.Source] = s.Columns
			case old != nil:
				out[s.Source] = union(old, s.Columns)
			}
		}
		for _, in := range n.Inputs() {
			walk(in)
		}
	}
	walk(plan.Optimize(root))
	return out
}

func union(a, b []string) []string {
	out := append([]string(nil), a...)
	for _, s := range b {
		found := false
		for _, t := range a {
			found = found || s == t
		}
		if !found {
			out = append(out, s)
		}
	}
	return out
}
