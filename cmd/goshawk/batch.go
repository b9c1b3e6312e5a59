package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

type batchCommand struct {
	dataFlags
	Timeout time.Duration `default:"30s" help:"The longest a query may take."`
	Memory  int64         `name:"max-memory" default:"2147483648" placeholder:"BYTES" help:"The most memory a query may hold."`
	Rows    int64         `name:"max-rows" default:"1000000" help:"The most rows a result may have."`
	Jobs    int           `short:"j" help:"Queries run at the same time; 0 means one per processor."`
}

// request is one input line.
type request struct {
	ID      string                       `json:"id"`
	Lang    string                       `json:"lang"`
	Query   string                       `json:"query"`
	Mode    string                       `json:"mode"`
	Now     string                       `json:"now"`
	TZ      string                       `json:"tz"`
	Tables  map[string]batchTable        `json:"tables"`
	Events  []json.RawMessage            `json:"events"`
	Lookups map[string][]json.RawMessage `json:"lookups"`
	Macros  map[string]batchMacro        `json:"macros"`
	KVMode  string                       `json:"kv_mode"`
}

type batchTable struct {
	Columns []struct{ Name, Type string } `json:"columns"`
	Rows    [][]json.RawMessage           `json:"rows"`
}

type batchMacro struct {
	Args       []string `json:"args"`
	Definition string   `json:"definition"`
}

// failure is the error of an output line.
type failure struct {
	Code    string      `json:"code"`
	Kind    source.Kind `json:"kind"`
	Message string      `json:"message"`
	Line    int         `json:"line"`
	Column  int         `json:"column"`
}

// Run answers each line with a line, in order. No query ends the process.
func (c *batchCommand) Run(ctx context.Context, std streams) error {
	engines, err := c.engines(ctx, std.in)
	if err != nil {
		return err
	}
	jobs := c.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	out := bufio.NewWriterSize(std.out, 1<<16)
	defer out.Flush()
	queue := make(chan chan []byte, 2*jobs)
	slots := make(chan struct{}, jobs)
	readErr := make(chan error, 1)
	go func() {
		defer close(queue)
		lines := bufio.NewReaderSize(std.in, 1<<20)
		for {
			line, err := lines.ReadBytes('\n')
			if len(trimSpace(line)) > 0 {
				answer := make(chan []byte, 1)
				queue <- answer
				slots <- struct{}{}
				go func() {
					defer func() { <-slots }()
					answer <- c.answer(ctx, engines, line)
				}()
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					readErr <- err
				}
				return
			}
		}
	}()
	for answer := range queue {
		if _, err := out.Write(append(<-answer, '\n')); err != nil {
			return err
		}
		if len(queue) == 0 {
			out.Flush()
		}
	}
	select {
	case err := <-readErr:
		return err
	default:
		return nil
	}
}

func trimSpace(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// engines are the engines of the command line's tables, by language.
func (c *batchCommand) engines(ctx context.Context, stdin io.Reader) (map[goshawk.Language]*goshawk.Engine, error) {
	out := map[goshawk.Language]*goshawk.Engine{}
	for _, lang := range []goshawk.Language{goshawk.KQL, goshawk.SPL} {
		db, err := c.engine(ctx, lang, stdin)
		if err != nil {
			return nil, err
		}
		out[lang] = db
	}
	return out, nil
}

// answer runs one request and gives its output line. A panic, which is a bug,
// becomes that line's error.
func (c *batchCommand) answer(ctx context.Context, engines map[goshawk.Language]*goshawk.Engine, line []byte) (out []byte) {
	var req request
	defer func() {
		if p := recover(); p != nil {
			out = failed(req.ID, fmt.Errorf("internal error: %v", p))
		}
	}()
	if err := json.Unmarshal(line, &req); err != nil {
		return failed(req.ID, &source.Error{Code: "GH502", Kind: source.Syntax, Message: "the request is not valid JSON: " + err.Error()})
	}
	lang := goshawk.Language(req.Lang)
	if req.Lang == "" {
		lang = goshawk.GuessLanguage(req.Query)
	}
	if lang != goshawk.KQL && lang != goshawk.SPL {
		return failed(req.ID, &source.Error{Code: "GH503", Kind: source.Syntax, Message: fmt.Sprintf("unknown language %q: use kql or spl", req.Lang)})
	}
	db, err := req.engine(engines[lang], lang)
	if err != nil {
		return failed(req.ID, err)
	}
	if req.Mode == "check" {
		return req.check(db, lang)
	}
	opts := []goshawk.RunOption{goshawk.MaxDuration(c.Timeout), goshawk.MaxMemory(c.Memory), goshawk.MaxRows(c.Rows)}
	if req.Now != "" {
		now, err := parseTime(req.Now)
		if err != nil {
			return failed(req.ID, err)
		}
		opts = append(opts, goshawk.Now(now))
	}
	if req.TZ != "" {
		zone, err := time.LoadLocation(req.TZ)
		if err != nil {
			return failed(req.ID, err)
		}
		opts = append(opts, goshawk.Zone(zone))
	}
	q, err := db.Compile(lang, goshawk.Text{Query: req.Query})
	if err != nil {
		return failed(req.ID, err)
	}
	res, err := q.Run(ctx, opts...)
	if err != nil {
		return failed(req.ID, err)
	}
	defer res.Close()
	t, err := res.Table()
	if err != nil {
		return failed(req.ID, err)
	}
	return succeeded(req.ID, t.Schema(), t.Batch(), res.Warnings()...)
}

// check is the line of a query that is not run: the columns of its result as
// far as they are known, no rows, and what was found that does not stop it.
func (r *request) check(db *goshawk.Engine, lang goshawk.Language) []byte {
	var in goshawk.Inspection
	if err := db.Inspect(lang, goshawk.Text{Query: r.Query}, &in); err != nil {
		return failed(r.ID, err)
	}
	warnings := make([]string, len(in.Warnings))
	for i, w := range in.Warnings {
		warnings[i] = w.Error()
	}
	return succeeded(r.ID, in.Schema, nil, warnings...)
}

// failed is the line of a query with errors: the first as "error", and all of
// them as "errors" when there are several.
func failed(id string, err error) []byte {
	all := []failure{{Code: "GH501", Kind: source.Runtime, Message: err.Error()}}
	for i, e := range source.Errors(err) {
		all = append(all[:i], failure{e.Code, e.Kind, e.Message, e.Line(), e.Column()})
	}
	answer := struct {
		ID     string    `json:"id"`
		Error  failure   `json:"error"`
		Errors []failure `json:"errors,omitempty"`
	}{ID: id, Error: all[0]}
	if len(all) > 1 {
		answer.Errors = all
	}
	line, err := json.Marshal(answer)
	if err != nil {
		return []byte(`{"id":"","error":{"code":"GH501","kind":"runtime","message":"the error cannot be written"}}`)
	}
	return line
}

// succeeded is the line of an answer with the rows, if any; what the result
// lacks is told in warnings.
func succeeded(id string, schema *table.Schema, rows *table.Batch, warnings ...string) []byte {
	b := table.AppendJSONString([]byte(`{"id":`), id)
	b = append(b, `,"columns":[`...)
	for i, f := range schema.Fields() {
		b = separate(b, i)
		b = table.AppendJSONString(b, f.Name)
	}
	b = append(b, `],"types":[`...)
	for i, f := range schema.Fields() {
		b = separate(b, i)
		b = table.AppendJSONString(b, f.Type.String())
	}
	b = append(b, `],"rows":[`...)
	for i := 0; rows != nil && i < rows.Len(); i++ {
		b = append(separate(b, i), '[')
		for k, c := range rows.Cols() {
			b = output.AppendCell(separate(b, k), c, i)
		}
		b = append(b, ']')
	}
	b = append(b, ']')
	if len(warnings) > 0 {
		b = append(b, `,"warnings":[`...)
		for i, w := range warnings {
			b = table.AppendJSONString(separate(b, i), w)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

func separate(b []byte, i int) []byte {
	if i > 0 {
		return append(b, ',')
	}
	return b
}
