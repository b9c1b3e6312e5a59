package detections

import (
	"context"
	"io/fs"
	"path"
	"slices"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections/report"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// sampleFolder is how Azure-Sentinel's repository calls folders of sample data,
// at its top and in each solution.
var sampleFolder = pattern.Lazy(`(?i)^sample[ _-]?data$`)

// sampleFile is how files in it are called: after their table, with an ending
// that says what they are. Those that a rule must not hit say so.
var sampleFile = pattern.Lazy(`(?i)^(.*?)(?:[ _.-](?:sample|sample[ _-]?data|sample[ _-]?logs?|ingested[ _-]?logs))?(?:[ _.-](negative|benign))?\.(?:csv|tsv|json|ndjson|jsonl)(?:\.gz|\.zst)?$`)

// sampleFiles are the files of one folder by table, apart for the two kinds.
type sampleFiles map[report.Kind]map[string]string

// sampleFinder finds sample data near rules, and remembers what it has seen.
type sampleFinder struct {
	fsys    fs.FS
	folders map[string][]string
	files   map[string]sampleFiles
}

// cases are tests made up from the sample data nearest to a rule, above it: the
// rule must hit (or not) when every table that it reads is there. A rule whose
// tables are not all there has none.
func (f *sampleFinder) cases(r *Rule) []Case {
	if r.Language != goshawk.KQL {
		return nil
	}
	for dir := path.Dir(r.File); ; dir = path.Dir(dir) {
		var out []Case
		for _, folder := range f.below(dir) {
			for _, kind := range []report.Kind{report.Positive, report.Negative} {
				if c, ok := f.makeCase(r, folder, kind); ok {
					out = append(out, c)
				}
			}
		}
		if len(out) > 0 || dir == path.Dir(dir) {
			return out
		}
	}
}

// below are the sample folders of a folder.
func (f *sampleFinder) below(dir string) []string {
	if found, ok := f.folders[dir]; ok {
		return found
	}
	var out []string
	entries, _ := fs.ReadDir(f.fsys, dir) // one that cannot be read has no samples
	for _, e := range entries {
		if e.IsDir() && sampleFolder().MatchString(e.Name()) {
			out = append(out, path.Join(dir, e.Name()))
		}
	}
	f.folders[dir] = out
	return out
}

func (f *sampleFinder) in(folder string) sampleFiles {
	if found, ok := f.files[folder]; ok {
		return found
	}
	out := sampleFiles{report.Positive: {}, report.Negative: {}}
	entries, _ := fs.ReadDir(f.fsys, folder)
	for _, e := range entries {
		m := sampleFile().FindStringSubmatch(e.Name())
		if e.IsDir() || m == nil {
			continue
		}
		kind := report.Positive
		if m[2] != "" {
			kind = report.Negative
		}
		if out[kind][m[1]] == "" {
			out[kind][m[1]] = e.Name()
		}
	}
	f.files[folder] = out
	return out
}

// makeCase binds a folder's files by name, and finds out by compiling which of
// them the rule reads.
func (f *sampleFinder) makeCase(r *Rule, folder string, kind report.Kind) (Case, bool) {
	files := f.in(folder)[kind]
	if len(files) == 0 {
		return Case{}, false
	}
	var used []string
	db := goshawk.New()
	for name, file := range files {
		db.AddTable(name, &noted{&lazySource{open: func() (table.Source, error) {
			return readers.OpenFS(context.Background(), f.fsys, path.Join(folder, file), readers.Options{Name: name})
		}}, func() {
			if !slices.Contains(used, name) {
				used = append(used, name)
			}
		}})
	}
	if _, err := r.Compile(db, Options{}); err != nil || len(used) == 0 {
		return Case{}, false
	}
	slices.Sort(used)
	c := Case{Name: path.Base(folder), Kind: kind, File: path.Join(folder, files[used[0]]), Line: 1, Given: Given{Tables: map[string]Data{}}}
	for _, name := range used {
		c.Given.Tables[name] = Data{File: files[name]}
	}
	one := int64(1)
	c.Expect = Expectation{AtLeast: &one}
	if kind == report.Negative {
		c.Name, c.Expect = c.Name+" (negative)", Expectation{None: true}
	}
	return c, true
}

// noted is a table that tells when someone asks for its columns.
type noted struct {
	table.Source
	asked func()
}

// Schema implements table.Source.
func (n *noted) Schema() *table.Schema {
	n.asked()
	return n.Source.Schema()
}
