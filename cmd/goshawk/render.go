package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/output/chart"
	"github.com/goshawk-lang/goshawk/table"
)

// renderFlags say how and where results are drawn.
type renderFlags struct {
	Render []string `sep:"none" placeholder:"WHERE" help:"Draw the result: terminal, svg=FILE or html=FILE (- is standard output); none prints the rows of queries that render. Queries that render are drawn on terminals by themselves."`
	Chart  string   `placeholder:"KIND[,NAME=VALUE...]" help:"The kind of chart and its properties, as KQL's render operator has them, instead of those of the query."`
}

// pictures is what a run is to be drawn as.
type pictures struct {
	request  *chart.Request // nil: let the columns decide
	terminal bool
	files    [][2]string // format and file
	// asked says that a picture was asked for: that there is none is an error.
	asked bool
	query string
}

// pictures decides what is drawn: nil is nothing.
func (f *showFlags) pictures(w io.Writer, q *goshawk.Query, query string) (*pictures, error) {
	p := &pictures{query: query, request: requestOf(q)}
	if f.Chart != "" {
		p.request = parseChart(f.Chart)
	}
	if p.request != nil && !slices.Contains(chart.Kinds(), strings.ToLower(p.request.Kind)) && len(f.Render) == 0 && f.Chart == "" {
		return nil, nil // a table, and what only the service's own clients draw
	}
	for _, where := range f.Render {
		format, file, _ := strings.Cut(where, "=")
		switch {
		case where == "none":
			return nil, nil
		case where == "terminal":
			p.terminal = true
		case (format == "svg" || format == "html") && file != "":
			p.files = append(p.files, [2]string{format, file})
		default:
			return nil, usageError{fmt.Errorf("--render %s: want terminal, none, svg=FILE or html=FILE", where)}
		}
		p.asked = true
	}
	if p.asked {
		return p, nil
	}
	_, isTerminal := terminal(w)
	p.terminal = f.Output == "table" && (isTerminal || f.Chart != "") && p.request != nil
	p.asked = f.Chart != ""
	if !p.terminal {
		return nil, nil
	}
	return p, nil
}

func requestOf(q *goshawk.Query) *chart.Request {
	if r := q.Render(); r != nil {
		return &chart.Request{Kind: r.Kind, Properties: r.Properties}
	}
	return nil
}

// parseChart reads KIND[,NAME=VALUE...]. A value may have commas: what is no
// NAME=VALUE belongs to the value before it.
func parseChart(s string) *chart.Request {
	parts := strings.Split(s, ",")
	r := &chart.Request{Kind: parts[0]}
	for _, p := range parts[1:] {
		name, value, ok := strings.Cut(p, "=")
		if n := len(r.Properties); !ok && n > 0 {
			r.Properties[n-1][1] += "," + p
			continue
		}
		r.Properties = append(r.Properties, [2]string{strings.TrimSpace(name), value})
	}
	return r
}

// draw draws a table; rows says that the rows are to be printed as well.
func (p *pictures) draw(std streams, l output.Layout, tab *table.Table) (rows bool, err error) {
	b := tab.Batch()
	request := p.request
	if request == nil {
		request = &chart.Request{Kind: chart.Guess(b)}
	}
	c, err := chart.New(*request, b)
	if err != nil {
		if p.asked {
			return false, fmt.Errorf("no chart: %w", err)
		}
		fmt.Fprintf(std.err, "goshawk: no chart: %s\n", err)
		return true, nil
	}
	rows = !p.terminal
	for _, f := range p.files {
		if err := p.write(std, c, f[0], f[1], b); err != nil {
			return false, err
		}
		rows = rows && f[1] != "-"
	}
	if !p.terminal {
		return rows, nil
	}
	if err := c.Terminal(std.out, chart.Screen{Width: l.Width, Color: l.Color}); err != nil || !l.Footer {
		return false, err
	}
	return false, l.Note(std.out, fmt.Sprintf("%s rows; --render none prints them", output.Grouped(int64(b.Len()))))
}

func (p *pictures) write(std streams, c *chart.Chart, format, file string, b *table.Batch) (err error) {
	w := std.out
	if file != "-" {
		f, err := os.Create(file)
		if err != nil {
			return err
		}
		defer func() {
			if e := f.Close(); err == nil {
				err = e
			}
		}()
		w = f
	}
	if format == "svg" {
		return c.SVG(w)
	}
	return c.HTML(w, p.query, b)
}
