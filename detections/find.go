package detections

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/internal/pattern"
)

// Pack is the rules of some files and folders with what tests them.
type Pack struct {
	// FS is what the files were read from and the data of tests is read from.
	FS fs.FS
	// Suites are the rules in the order of their files' names.
	Suites []*Suite
}

// Suite is a rule file with its tests.
type Suite struct {
	// File is the rule's file; for a test file whose rule cannot be found, the
	// test file.
	File string
	// Rule is nil when Err says why there is none.
	Rule *Rule
	Err  error
	// Cases are the tests from the rule's own block, its test files, or the
	// sample data beside it; CaseErrs say which test files cannot be read.
	Cases    []Case
	CaseErrs []error
}

// ruleFile says whether a file's name is one that a rule may have.
func ruleFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml":
		return !isSidecar(name)
	}
	return isQueryFile(name)
}

// queryKey is what a YAML file has that is a rule, even one that is broken.
var queryKey = pattern.Lazy(`(?m)^["']?(query|search)["']?[ \t]*:`)

// Find reads the rules and tests of files and folders. In folders it passes
// over what is no rule, and over names that start with a dot; a file named as
// such must be one. The error says that a path cannot be read; what is wrong
// with a rule or a test is told in its Suite.
func Find(fsys fs.FS, paths ...string) (*Pack, error) {
	f := finder{fsys: fsys, seen: map[string]bool{}}
	for _, p := range paths {
		if err := f.path(path.Clean(p)); err != nil {
			return nil, err
		}
	}
	f.parse()
	f.attach()
	slices.SortFunc(f.suites, func(a, b *Suite) int { return strings.Compare(a.File, b.File) })
	return &Pack{FS: fsys, Suites: f.suites}, nil
}

type finder struct {
	fsys     fs.FS
	seen     map[string]bool
	rules    []candidate
	sidecars []string
	suites   []*Suite
}

// candidate is a file that may be a rule, and must be if it was named.
type candidate struct {
	file  string
	named bool
}

func (f *finder) path(p string) error {
	info, err := fs.Stat(f.fsys, p)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		f.add(p, true)
		return nil
	}
	return fs.WalkDir(f.fsys, p, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != p && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			f.add(name, false)
		}
		return nil
	})
}

func (f *finder) add(name string, named bool) {
	if f.seen[name] {
		return
	}
	switch {
	case isSidecar(name):
		f.seen[name] = true
		f.sidecars = append(f.sidecars, name)
	case ruleFile(name) || named:
		f.seen[name] = true
		f.rules = append(f.rules, candidate{name, named})
		if named {
			// Its tests belong to it.
			for _, s := range sidecarsOf(f.fsys, name) {
				f.add(s, false)
			}
		}
	}
}

// sidecarsOf are the test files named after a rule file.
func sidecarsOf(fsys fs.FS, rule string) []string {
	var out []string
	for _, base := range []string{strings.TrimSuffix(rule, path.Ext(rule)), rule} {
		for _, end := range sidecarEnds {
			if _, err := fs.Stat(fsys, base+end); err == nil {
				out = append(out, base+end)
			}
		}
	}
	return out
}

// parse reads the rules, several at a time.
func (f *finder) parse() {
	suites := make([]*Suite, len(f.rules))
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				suites[i] = readRule(f.fsys, f.rules[i])
			}
		})
	}
	for i := range f.rules {
		next <- i
	}
	close(next)
	wait.Wait()
	for _, s := range suites {
		if s != nil {
			f.suites = append(f.suites, s)
		}
	}
}

// readRule is nil for a file that is no rule and was not named.
func readRule(fsys fs.FS, c candidate) *Suite {
	s := &Suite{File: c.file}
	data, err := fs.ReadFile(fsys, c.file)
	if err == nil {
		if !c.named && !isQueryFile(c.file) && !queryKey().Match(data) {
			return nil
		}
		s.Rule, err = Parse(c.file, data)
	}
	if errors.Is(err, ErrNoRule) && !c.named {
		return nil
	}
	s.Err = err
	if s.Rule != nil {
		for i, t := range s.Rule.Tests {
			s.Cases = append(s.Cases, ownCase(s.Rule, t, i))
		}
	}
	return s
}

// attach gives the test files to their rules, reading rules that were not
// found yet.
func (f *finder) attach() {
	byFile := map[string]*Suite{}
	for _, s := range f.suites {
		byFile[s.File] = s
	}
	slices.Sort(f.sidecars)
	for _, file := range f.sidecars {
		rule, cases, err := loadCases(f.fsys, file)
		if rule == "" {
			f.suites = append(f.suites, &Suite{File: file, Err: err})
			continue
		}
		s := byFile[rule]
		if s == nil {
			s = readRule(f.fsys, candidate{rule, true})
			byFile[rule] = s
			f.suites = append(f.suites, s)
		}
		s.Cases = append(s.Cases, cases...)
		if err != nil {
			s.CaseErrs = append(s.CaseErrs, err)
		}
	}
	samples := sampleFinder{fsys: f.fsys, folders: map[string][]string{}, files: map[string]sampleFiles{}}
	for _, s := range f.suites {
		if s.Rule != nil && len(s.Cases) == 0 && len(s.CaseErrs) == 0 {
			s.Cases = samples.cases(s.Rule)
		}
	}
}

// negativeName is how a test of a rule's own block says that the rule must not
// hit; without it the test is a true positive.
var negativeName = pattern.Lazy(`(?i)\b(true[ _-]?negative|false[ _-]?positive|negative|benign)\b`)

// ownCase is test i of the rule's own block.
func ownCase(r *Rule, t Test, i int) Case {
	c := Case{Name: t.Name, File: r.File, Line: t.Line, attack: t.Data, Expect: Expectation{Risk: true}}
	if c.Name == "" {
		c.Name = fmt.Sprintf("test %d", i+1)
	}
	if negativeName().MatchString(strings.ReplaceAll(c.Name, "_", " ")) {
		c.Expect = Expectation{None: true}
	}
	c.Kind = c.Expect.kind()
	return c
}
