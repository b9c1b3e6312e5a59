package spl

import (
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// maxMakeresults bounds the rows made from nothing.
const maxMakeresults = 10_000_000

// makeresults makes rows with nothing but the time of the run.
func (b *binder) makeresults(c *spl.Makeresults) plan.Node {
	o := b.options(c, c.Options, "count", "annotate", "splunk_server", "splunk_server_group", "format", "data")
	if o.has("format") || o.has("data") {
		return b.givenRows(c, o)
	}
	n := o.int("count", 1)
	for _, f := range c.Fields {
		rows, err := strconv.ParseInt(f.Text(), 10, 64)
		if err != nil || rows < 0 || o.has("count") {
			b.fail(f.Span(), errOptionValue("makeresults", "count", "a whole number, once"))
		}
		n = rows
	}
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

// givenRows are those that the search spells out, as CSV or as a JSON array of
// objects. CSV rows have fields only, JSON objects are events with a time.
func (b *binder) givenRows(c *spl.Makeresults, o options) plan.Node {
	data := o.text("data", "")
	n := plan.Node(unknownRows("makeresults"))
	switch strings.ToLower(o.text("format", "")) {
	case "csv":
		records, err := csvRecords(data)
		if err != nil || len(records) == 0 {
			b.fail(c.Span(), errOptionValue("makeresults", "data", "CSV with a header"))
			return n
		}
		return &plan.Values{Table: textTable(records[0], records[1:])}
	case "json":
		var list []map[string]json.RawMessage
		if err := json.Unmarshal([]byte(data), &list); err != nil {
			b.fail(c.Span(), errOptionValue("makeresults", "data", "a JSON array of objects"))
			return n
		}
		raw := make([][]string, len(list))
		for i, row := range list {
			text, _ := json.Marshal(row)
			raw[i] = []string{string(text)}
		}
		n = &plan.Values{Table: textTable([]string{"_raw"}, raw)}
		n = set(n, plan.Named{Name: "_time", Expr: b.call(c.Span(), "now")})
		return b.fieldsOut(n, functions.SpathAll, "_raw", nil)
	}
	b.fail(c.Span(), errOptionValue("makeresults", "format", "csv or json"))
	return n
}

func csvRecords(text string) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.TrimLeadingSpace, r.LazyQuotes = -1, true, true
	return r.ReadAll()
}

// textTable is a table of texts; cells that are missing or empty are null.
func textTable(names []string, rows [][]string) *table.Table {
	fields, cols := make([]table.Field, len(names)), make([]table.Column, len(names))
	for k, name := range names {
		values := make([]table.Value, len(rows))
		for i, row := range rows {
			if k < len(row) && row[k] != "" {
				values[i] = table.StringValue(row[k])
			}
		}
		fields[k], cols[k] = table.Field{Name: strings.TrimSpace(name), Type: table.TypeDynamic}, table.NewVec(values, nil)
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(rows), cols...))
}

// addinfo adds the search's own facts: the time that it covers, which is all
// without the terms earliest and latest, and the run's clock.
func (b *binder) addinfo(in plan.Node, c *spl.Addinfo) plan.Node {
	var until plan.Expr = text("+Infinity")
	if b.until != nil {
		until = b.until
	}
	return set(in,
		plan.Named{Name: "info_min_time", Expr: b.searchBound("earliest")},
		plan.Named{Name: "info_max_time", Expr: until},
		plan.Named{Name: "info_search_time", Expr: b.call(c.Span(), "now")},
		plan.Named{Name: "info_sid", Expr: text("goshawk")},
	)
}
