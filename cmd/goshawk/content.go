package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
)

// contentEngines gives the engine that a rule is compiled with. An ESCU rule
// finds what its repository has: the folders called macros and lookups nearest
// above it, unless flags name others. Engines are made once.
func (f *dataFlags) contentEngines(ctx context.Context, stdin io.Reader) func(*detections.Rule) (*goshawk.Engine, error) {
	type key struct {
		lang            goshawk.Language
		macros, lookups string
	}
	type made struct {
		db  *goshawk.Engine
		err error
	}
	var mu sync.Mutex
	engines := map[key]made{}
	folders := map[[2]string]string{}
	return func(r *detections.Rule) (*goshawk.Engine, error) {
		mu.Lock()
		defer mu.Unlock()
		k := key{lang: r.Language}
		if r.Language == goshawk.SPL {
			k.macros = folderAbove(folders, filepath.Dir(r.File), "macros")
			k.lookups = folderAbove(folders, filepath.Dir(r.File), "lookups")
		}
		e, ok := engines[k]
		if !ok {
			flags := *f
			if len(f.Macros) == 0 && k.macros != "" {
				flags.Macros = []string{k.macros}
			}
			if len(f.Lookups) == 0 && k.lookups != "" {
				flags.Lookups = []string{k.lookups}
			}
			e.db, e.err = flags.engine(ctx, r.Language, stdin)
			engines[k] = e
		}
		return e.db, e.err
	}
}

// folderAbove is the folder of a name in dir or the nearest folder above it, as
// far as the path goes; empty when there is none. What was found is kept in
// seen.
func folderAbove(seen map[[2]string]string, dir, name string) string {
	at := [2]string{dir, name}
	found, ok := seen[at]
	if !ok {
		found = filepath.Join(dir, name)
		if info, err := os.Stat(found); err != nil || !info.IsDir() {
			found = ""
			if up := filepath.Dir(dir); up != dir {
				found = folderAbove(seen, up, name)
			}
		}
		seen[at] = found
	}
	return found
}
