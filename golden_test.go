package goshawk_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

var update = flag.Bool("update", false, "rewrite the want and error sections of the golden files")

// goldenNow is the clock of all golden cases.
var goldenNow = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)

// TestGolden runs every case of testdata/**/*.txtar. A file holds one theme:
// data sections named NAME.ndjson or NAME.csv, bound to the table NAME, then
// numbered cases: NN.kql or NN.spl with NN.want (the columns, then a JSON array
// a row) or NN.error, and optionally NN.plan. See testdata/README.md.
func TestGolden(t *testing.T) {
	var found int
	err := filepath.WalkDir("testdata", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".txtar" {
			return err
		}
		found++
		t.Run(filepath.ToSlash(strings.TrimSuffix(file, ".txtar")), func(t *testing.T) { runGolden(t, file) })
		return nil
	})
	require.NoError(t, err)
	require.NotZero(t, found, "no golden files")
}

func runGolden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	sections := map[string]*txtar.File{}
	for i := range archive.Files {
		sections[archive.Files[i].Name] = &archive.Files[i]
	}
	cases := 0
	var out []txtar.File
	for i := range archive.Files {
		f := archive.Files[i]
		lang := goshawk.Language(strings.TrimPrefix(path.Ext(f.Name), "."))
		id := strings.TrimSuffix(f.Name, path.Ext(f.Name))
		switch path.Ext(f.Name) {
		case ".want", ".error", ".plan":
			if !*update {
				require.True(t, sections[id+".kql"] != nil || sections[id+".spl"] != nil, "%s has no query", f.Name)
			}
			continue
		}
		out = append(out, f)
		if lang != goshawk.KQL && lang != goshawk.SPL {
			continue
		}
		cases++
		t.Run(id, func(t *testing.T) {
			c := goldenCase{db: goldenEngine(t, lang, archive), lang: lang, query: strings.TrimSpace(string(f.Data)), name: f.Name}
			kind, got := c.answer(t)
			if *update {
				out = append(out, txtar.File{Name: id + "." + kind, Data: []byte(got)})
			} else {
				want := sections[id+"."+kind]
				require.NotNil(t, want, "the answer is of kind %q:\n%s", kind, got)
				require.Equal(t, string(want.Data), got)
			}
			if p := sections[id+".plan"]; p != nil {
				q, err := c.db.Compile(lang, goshawk.Text{Query: c.query})
				require.NoError(t, err)
				if *update {
					out = append(out, txtar.File{Name: id + ".plan", Data: []byte(q.Explain())})
				} else {
					require.Equal(t, string(p.Data), q.Explain())
				}
			}
		})
	}
	require.NotZero(t, cases, "%s has no cases", file)
	if *update {
		archive.Files = out
		require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
	}
}

func goldenEngine(t *testing.T, lang goshawk.Language, archive *txtar.Archive) *goshawk.Engine {
	db := goshawk.New(goshawk.Now(goldenNow))
	config := goldenConfig(t, db, archive)
	for _, f := range archive.Files {
		ext := path.Ext(f.Name)
		if ext != ".ndjson" && ext != ".csv" && ext != ".json" && ext != ".tsv" && ext != ".log" {
			continue
		}
		name := strings.TrimSuffix(f.Name, ext)
		opts := readers.Options{Name: name, Format: strings.TrimPrefix(ext, ".")}
		if lookup, ok := strings.CutPrefix(name, "lookup/"); ok {
			src, err := readers.FromBytes(context.Background(), f.Name, f.Data, opts)
			require.NoError(t, err)
			db.AddLookup(lookup, &goshawk.Lookup{Source: src})
			continue
		}
		if lang == goshawk.SPL {
			opts.Events = &readers.EventOptions{Config: config}
		}
		src, err := readers.FromBytes(context.Background(), f.Name, f.Data, opts)
		require.NoError(t, err)
		db.AddTable(name, src)
		if lang == goshawk.SPL && !strings.Contains(name, ".") {
			db.AddEvents(name, src)
		}
	}
	for _, line := range strings.Split(string(archive.Comment), "\n") {
		if def, ok := strings.CutPrefix(line, "macro "); ok {
			head, body, _ := strings.Cut(def, " = ")
			name, args, _ := strings.Cut(strings.TrimSuffix(head, ")"), "(")
			m := goshawk.Macro{Definition: body}
			if args != "" {
				m.Args = strings.Split(args, ",")
			}
			db.AddMacro(name, m)
		}
	}
	return db
}

// goldenConfig sets the data models up, those of models/*.conf over the shipped
// ones, and reads the archive's props.conf and its relatives.
func goldenConfig(t *testing.T, db *goshawk.Engine, archive *txtar.Archive) *splunk.Config {
	own, texts := fstest.MapFS{}, map[string]string{}
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "models/") {
			own[f.Name] = &fstest.MapFile{Data: f.Data}
		} else if kind, ok := strings.CutSuffix(f.Name, ".conf"); ok {
			texts[kind] = string(f.Data)
		}
	}
	models, err := detections.ShippedDataModels()
	require.NoError(t, err)
	if len(own) > 0 {
		models, err = detections.LoadDataModels(models, own, "models")
		require.NoError(t, err)
	}
	db.SetDataModels(models)
	if len(texts) == 0 {
		return nil
	}
	config, err := splunk.Parse(texts)
	require.NoError(t, err)
	require.Empty(t, config.Warnings())
	return config
}

type goldenCase struct {
	db          *goshawk.Engine
	lang        goshawk.Language
	query, name string
}

// answer is the case's result, after checking that it does not depend on how
// it is computed nor on the query's spelling.
func (c *goldenCase) answer(t *testing.T) (kind, text string) {
	ways := [][]goshawk.RunOption{
		{goshawk.Workers(1)},
		{goshawk.Workers(3), goshawk.BatchRows(1)},
		{goshawk.Workers(1), goshawk.BatchRows(3)},
		{goshawk.Workers(2), goshawk.WithoutRewrites()},
	}
	for i, opts := range ways {
		k, got := c.run(c.query, opts)
		if i == 0 {
			kind, text = k, got
		}
		require.Equal(t, text, got, "way %d of computing gives another answer", i+1)
	}
	if kind == "want" {
		printed := c.reprint(t)
		_, again := c.run(printed, nil)
		require.Equal(t, text, again, "the printed query gives another answer:\n%s", printed)
	}
	return kind, text
}

func (c *goldenCase) run(query string, opts []goshawk.RunOption) (kind, text string) {
	q, err := c.db.Compile(c.lang, goshawk.Text{Query: query})
	if err == nil {
		var tab *table.Table
		if tab, err = q.Table(context.Background(), opts...); err == nil {
			return "want", tableText(tab)
		}
	}
	var b strings.Builder
	for _, e := range source.Errors(err) {
		fmt.Fprintf(&b, "%s [%s %s]\n%s\n", e.Error(), e.Kind, e.Code, e.Caret())
	}
	if b.Len() == 0 {
		fmt.Fprintln(&b, err)
	}
	return "error", b.String()
}

// reprint is the query as printed from its syntax tree, which must parse to
// the same text again.
func (c *goldenCase) reprint(t *testing.T) string {
	printed := printQuery(t, c.db, c.lang, c.query)
	require.Equal(t, printed, printQuery(t, c.db, c.lang, printed), "printing is not stable")
	return printed
}

func printQuery(t *testing.T, db *goshawk.Engine, lang goshawk.Language, query string) string {
	if lang == goshawk.KQL {
		q, err := parser.KQL(source.New("", query))
		require.NoError(t, err)
		return kql.String(q)
	}
	s, err := parser.SPL(source.New("", query), db.Macros())
	require.NoError(t, err)
	return spl.String(s)
}

// tableText is a result as golden files have it.
func tableText(t *table.Table) string {
	var b bytes.Buffer
	fmt.Fprintln(&b, t.Schema())
	for i := range t.Len() {
		b.Write(table.AppendJSON(nil, table.ArrayValue(t.Batch().Row(i))))
		b.WriteByte('\n')
	}
	return b.String()
}
