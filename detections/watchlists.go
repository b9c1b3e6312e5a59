package detections

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// AddWatchlists makes files readable with _GetWatchlist: arg is NAME=FILE, with
// ",key=COLUMN" for the column that is the search key (otherwise the first), or
// a folder whose CSV and JSON files are watchlists by their names.
func AddWatchlists(ctx context.Context, db *goshawk.Engine, arg string) error {
	name, file, named := strings.Cut(arg, "=")
	if named {
		file, key, _ := strings.Cut(file, ",key=")
		return addWatchlist(ctx, db, name, file, key)
	}
	entries, err := os.ReadDir(arg)
	if err != nil {
		return err
	}
	found := false
	for _, e := range entries {
		switch ext := filepath.Ext(e.Name()); strings.ToLower(ext) {
		case ".csv", ".json", ".ndjson", ".jsonl":
			found = true
			if err := addWatchlist(ctx, db, strings.TrimSuffix(e.Name(), ext), filepath.Join(arg, e.Name()), ""); err != nil {
				return err
			}
		}
	}
	if !found {
		return fmt.Errorf("%s: no watchlist files (*.csv, *.json)", arg)
	}
	return nil
}

// watchlistColumns precede those of a watchlist's items, as in Sentinel.
var watchlistColumns = []table.Field{
	{Name: "_DTItemId", Type: table.TypeString}, {Name: "LastUpdatedTimeUTC", Type: table.TypeDateTime}, {Name: "SearchKey", Type: table.TypeString},
}

func addWatchlist(ctx context.Context, db *goshawk.Engine, name, file, key string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	src, err := readers.Open(ctx, file, readers.Options{Name: name, Text: true})
	if err != nil {
		return err
	}
	t, err := goshawk.Load(ctx, src, nil)
	if err != nil {
		return err
	}
	at := 0
	if key != "" {
		at = t.Schema().Index(key)
	}
	if at < 0 || at >= t.Schema().Len() {
		return fmt.Errorf("the watchlist %s has no column %q", name, key)
	}
	db.AddWatchlist(name, asWatchlist(t, at, info.ModTime().UTC()))
	return nil
}

// asWatchlist puts the columns of Sentinel before those of the items. Their
// identifiers number them.
func asWatchlist(t *table.Table, key int, updated time.Time) *table.Table {
	ids := make([]string, t.Len())
	for i := range ids {
		ids[i] = fmt.Sprintf("%08x-0000-0000-0000-000000000000", i+1)
	}
	fields := append([]table.Field(nil), watchlistColumns...)
	cols := []table.Column{
		table.NewVec(ids, nil),
		table.NewConst(table.DateTimeValue(table.FromTime(updated)), table.TypeDateTime, t.Len()),
		t.Batch().Col(key),
	}
	for i, f := range t.Schema().Fields() {
		if table.NewSchema(watchlistColumns...).Index(f.Name) < 0 {
			fields, cols = append(fields, f), append(cols, t.Batch().Col(i))
		}
	}
	return table.New(table.NewSchema(fields...), cols...)
}
