package hunt

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/readers"
)

// countingFS counts how often files are opened and how many bytes of them are
// read.
type countingFS struct {
	fstest.MapFS
	mu    sync.Mutex
	opens map[string]int
	bytes map[string]int64
}

func (c *countingFS) Open(name string) (fs.File, error) {
	f, err := c.MapFS.Open(name)
	if err != nil {
		return nil, err
	}
	info, _ := f.Stat()
	if info.IsDir() {
		return f, nil
	}
	c.mu.Lock()
	c.opens[name]++
	c.mu.Unlock()
	return &countingFile{f, name, c}, nil
}

type countingFile struct {
	fs.File
	name string
	fs   *countingFS
}

func (f *countingFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.File.(interface {
		ReadAt([]byte, int64) (int, error)
	}).ReadAt(p, off)
	f.fs.mu.Lock()
	f.fs.bytes[f.name] += int64(n)
	f.fs.mu.Unlock()
	return n, err
}

// logs are files of two tables and of one that nothing reads.
func logs(rows int) *countingFS {
	var signins, events bytes.Buffer
	signins.WriteString("TimeGenerated [UTC],UserPrincipalName,ResultType,IPAddress\n")
	for i := range rows {
		fmt.Fprintf(&signins, "2026-03-15T%02d:%02d:00Z,user%d@x.example,%d,10.0.0.%d\n", i/60%24, i%60, i%7, []int{0, 50126}[i%2], i%250)
		fmt.Fprintf(&events, `{"Timestamp":"2026-03-15T%02d:%02d:30Z","DeviceName":"pc%d","ActionType":"FileCreated","FileName":"f%d.txt","SHA1":"%040d"}`+"\n", i/60%24, i%60, i%5, i, i)
	}
	return &countingFS{MapFS: fstest.MapFS{
		"export/SigninLogs_2026-03.csv": {Data: signins.Bytes()},
		"mystery.ndjson":                {Data: events.Bytes()},
		"notes/readme.txt":              {Data: []byte("nothing\n")},
	}, opens: map[string]int{}, bytes: map[string]int64{}}
}

func pack(t *testing.T, rules map[string]string) *detections.Pack {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range rules {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, err := detections.Find(fsys, ".")
	require.NoError(t, err)
	return p
}

var rules = map[string]string{
	"a.kql": "SigninLogs | where ResultType == 50126 | summarize n = count() by UserPrincipalName",
	"b.kql": "DeviceFileEvents | where FileName == 'f7.txt'",
	"c.kql": "DeviceFileEvents | summarize count()",
	"d.kql": "let bad = SigninLogs | where IPAddress == '10.0.0.7' | summarize arg_max(TimeGenerated, *) by UserPrincipalName; SigninLogs | where UserPrincipalName in ((bad | project UserPrincipalName)) | join kind=inner bad on UserPrincipalName",
	"e.kql": "SecurityAlert | where AlertName has 'x'",
	"f.kql": "SigninLogs | where Nowhere == 1",
	"g.kql": "union withsource=T SigninLogs, DeviceFileEvents | summarize n = count() by T",
}

// TestHunt: every rule finds what it finds alone, and every byte is read once.
func TestHunt(t *testing.T) {
	ctx := context.Background()
	data := logs(20000)
	res, err := Run(ctx, pack(t, rules), data, Options{})
	require.NoError(t, err)
	require.False(t, res.Interrupted)
	for _, name := range []string{"export/SigninLogs_2026-03.csv", "mystery.ndjson"} {
		size := int64(len(data.MapFS[name].Data))
		require.Equal(t, 1, data.opens[name], name)
		require.GreaterOrEqual(t, data.bytes[name], size, name)
		// Telling where records end may look at a stretch again.
		require.LessOrEqual(t, data.bytes[name], size+2*headBytes, name)
	}
	require.Equal(t, []string{"SigninLogs name", "DeviceFileEvents columns", " "}, sorted(res))
	for _, h := range res.Rules {
		switch h.File {
		case "e.kql":
			require.Equal(t, []string{"SecurityAlert"}, h.Missing)
			continue
		case "f.kql":
			require.ErrorContains(t, h.Err, `"Nowhere"`)
			continue
		}
		require.NoError(t, h.Err, h.File)
		require.False(t, h.Alone, h.File)
		require.Equal(t, alone(t, data.MapFS, h.Rule), h.Count, h.File)
		require.NotZero(t, h.Count, h.File)
	}
}

func sorted(res *Result) []string {
	var out []string
	for _, f := range res.Files {
		out = append(out, f.Table+" "+f.By)
	}
	return out
}

// alone is how many rows a rule gives over the files by themselves.
func alone(t *testing.T, fsys fs.FS, r *detections.Rule) int64 {
	t.Helper()
	ctx := context.Background()
	db := goshawk.New()
	for name, file := range map[string]string{"SigninLogs": "export/SigninLogs_2026-03.csv", "DeviceFileEvents": "mystery.ndjson"} {
		src, err := readers.OpenFS(ctx, fsys, file, readers.Options{Name: name})
		require.NoError(t, err)
		db.AddTable(name, src)
	}
	q, err := r.Compile(db, detections.Options{})
	require.NoError(t, err)
	rows, err := q.Table(ctx)
	require.NoError(t, err)
	return int64(rows.Len())
}

// twice are rules that scan a table twice, so that what they want is kept.
var twice = map[string]string{
	"few.kql": "let u = DeviceFileEvents | where FileName == 'f7.txt' | project DeviceName; DeviceFileEvents | where FileName == 'f8.txt' | union u | count",
	"all.kql": "let u = DeviceFileEvents | summarize n = count() by DeviceName; DeviceFileEvents | join kind=inner u on DeviceName | summarize count(), dcount(SHA1), take_any(n)",
	"sha.kql": "let u = DeviceFileEvents | summarize n = count(); DeviceFileEvents | summarize m = dcount(SHA1) | extend n = toscalar(u) | extend same = m == n",
}

// TestHuntBudget: a rule that wants more than the budget reads its files
// itself, and finds the same; others go on sharing.
func TestHuntBudget(t *testing.T) {
	data := logs(30000)
	find := func(memory int64) map[string]*Hit {
		res, err := Run(context.Background(), pack(t, twice), data, Options{Memory: memory})
		require.NoError(t, err)
		hits := map[string]*Hit{}
		for _, h := range res.Rules {
			require.NoError(t, h.Err)
			hits[h.File] = h
		}
		return hits
	}
	free := find(0)
	for file, tight := range map[string]map[string]*Hit{"few.kql": find(100_000), "": find(1)} {
		for name, h := range tight {
			require.False(t, free[name].Alone, name)
			require.Equal(t, name != file, h.Alone, name)
			require.Equal(t, free[name].Rows[0].Values(), h.Rows[0].Values(), name)
			require.Equal(t, free[name].Count, h.Count)
		}
	}
}

// TestHuntReadsAgain: rules that want too much together share further readings.
func TestHuntReadsAgain(t *testing.T) {
	const rows = 20000
	var lines bytes.Buffer
	for i := range rows {
		fmt.Fprintf(&lines, `{"a":"%040d","b":"%040d","c":"%040d","d":"%040d"}`+"\n", i, i*3, i*7, i*11)
	}
	data := &countingFS{MapFS: fstest.MapFS{"x.ndjson": {Data: lines.Bytes()}}, opens: map[string]int{}, bytes: map[string]int64{}}
	texts := map[string]string{}
	for _, c := range []string{"a", "b", "c", "d"} {
		texts[c+".kql"] = "let u = T_CL | summarize by " + c + "; T_CL | join kind=inner u on " + c + " | count"
	}
	for memory, want := range map[int64]struct{ opens, alone int }{8 << 20: {1, 0}, 2_200_000: {2, 0}, 1_200_000: {4, 1}, 1: {2, 4}} {
		clear(data.opens)
		done := map[string]int{}
		res, err := Run(context.Background(), pack(t, texts), data, Options{
			Maps: []Mapping{{Pattern: "x.ndjson", Table: "T_CL"}}, Memory: memory, Done: func(h *Hit) { done[h.File]++ },
		})
		require.NoError(t, err)
		require.EqualValues(t, rows, res.Rows)
		alone := 0
		for _, h := range res.Rules {
			require.NoError(t, h.Err)
			require.EqualValues(t, rows, h.Rows[0].Values()[0].Int(), h.File)
			require.Equal(t, 1, done[h.File])
			if h.Alone {
				alone++
			}
		}
		require.Equal(t, want.alone, alone, "%d bytes", memory)
		require.Equal(t, want.opens, data.opens["x.ndjson"], "%d bytes", memory)
	}
}

// TestHuntInterrupted: what was read when the hunt was stopped is hunted.
func TestHuntInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	res, err := Run(ctx, pack(t, rules), logs(60000), Options{Progress: func(p Progress) {
		if p.Rows > 0 {
			stop()
		}
	}})
	require.NoError(t, err)
	require.True(t, res.Interrupted)
	ran := 0
	for _, h := range res.Rules {
		if h.Err == nil {
			ran++
		}
	}
	require.GreaterOrEqual(t, ran, 3)
}

// TestHuntInterruptedAtOnce: each rule gets the rows of a chunk that was begun.
func TestHuntInterruptedAtOnce(t *testing.T) {
	many := map[string]string{}
	for i := range 30 {
		many[fmt.Sprintf("rule-%d.kql", i)] = fmt.Sprintf("DeviceFileEvents | where FileName == 'f7.txt' and %d >= 0", i)
	}
	maps := []Mapping{{Pattern: "*.ndjson", Table: "DeviceFileEvents", Options: readers.Options{ChunkBytes: 100_000}}}
	for range 5 {
		ctx, stop := context.WithCancel(context.Background())
		res, err := Run(ctx, pack(t, many), stopFS{logs(12000), stop}, Options{Maps: maps})
		stop()
		require.NoError(t, err)
		require.True(t, res.Interrupted)
		for _, h := range res.Rules {
			require.NoError(t, h.Err, h.File)
			require.EqualValues(t, 1, h.Count, h.File)
		}
	}
}

// stopFS calls stop when the second chunk of a file is about to be read.
type stopFS struct {
	fs.FS
	stop func()
}

func (s stopFS) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if _, ok := f.(io.ReaderAt); !ok {
		return f, err
	}
	return stopFile{f, s}, err
}

type stopFile struct {
	fs.File
	fs stopFS
}

func (f stopFile) ReadAt(p []byte, off int64) (int, error) {
	if len(p) == 4096 { // to find where a chunk ends
		f.fs.stop()
	}
	return f.File.(io.ReaderAt).ReadAt(p, off)
}

// slowFS reads files slowly.
type slowFS struct{ fs.FS }

func (s slowFS) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if _, ok := f.(io.ReaderAt); !ok {
		return f, err
	}
	return slowFile{f}, err
}

type slowFile struct{ fs.File }

func (f slowFile) ReadAt(p []byte, off int64) (int, error) {
	if off > 0 {
		time.Sleep(150 * time.Millisecond)
	}
	return f.File.(io.ReaderAt).ReadAt(p, off)
}

// TestHuntTimeout: a rule's time is that in which it works, however long its
// files take.
func TestHuntTimeout(t *testing.T) {
	maps := []Mapping{{Pattern: "*.ndjson", Table: "DeviceFileEvents", Options: readers.Options{ChunkBytes: 100_000}}}
	few := pack(t, map[string]string{"a.kql": "DeviceFileEvents | where FileName == 'f7.txt'", "b.kql": "DeviceFileEvents | summarize dcount(SHA1)"})
	start := time.Now()
	res, err := Run(context.Background(), few, slowFS{logs(12000)}, Options{Maps: maps, Run: []goshawk.RunOption{goshawk.MaxDuration(time.Second)}})
	require.NoError(t, err)
	require.Greater(t, time.Since(start), 1100*time.Millisecond)
	for _, h := range res.Rules {
		require.NoError(t, h.Err)
		require.EqualValues(t, 1, h.Count)
	}
	res, err = Run(context.Background(), few, logs(12000), Options{Maps: maps, Run: []goshawk.RunOption{goshawk.MaxDuration(1)}})
	require.NoError(t, err)
	for _, h := range res.Rules {
		require.ErrorContains(t, h.Err, "1ns")
	}
}

// TestHuntClock: a rule that says what time it is has its own.
func TestHuntClock(t *testing.T) {
	for name, count := range map[string]int64{
		"set query_now=datetime(2026-03-15T01:00:00Z); SigninLogs | where TimeGenerated between (ago(10m) .. now())": 11,
		"SigninLogs | where TimeGenerated between (ago(10m) .. now())":                                               0,
	} {
		res, err := Run(context.Background(), pack(t, map[string]string{"a.kql": name}), logs(100), Options{Run: []goshawk.RunOption{goshawk.Now(time.Date(2026, 3, 15, 9, 0, 0, 0, time.UTC))}})
		require.NoError(t, err)
		require.NoError(t, res.Rules[0].Err)
		require.Equal(t, count, res.Rules[0].Count, name)
	}
}

func TestTimeline(t *testing.T) {
	res, err := Run(context.Background(), pack(t, map[string]string{
		"b.kql": rules["b.kql"],
		"h.yaml": `name: <Late & "odd">
query: SigninLogs | where IPAddress == '10.0.0.3' | top 1 by TimeGenerated desc | project TimeGenerated, UserPrincipalName
`,
	}), logs(100), Options{})
	require.NoError(t, err)
	var buf bytes.Buffer
	require.NoError(t, res.WriteTimeline(&buf, "csv"))
	lines := strings.Split(strings.TrimSpace(buf.String()), "\n")
	require.Len(t, lines, 3)
	require.True(t, strings.HasPrefix(lines[1], `2026-03-15T00:03:00Z,"<Late & ""odd"">",h.yaml,`), lines[1])
	require.True(t, strings.HasPrefix(lines[2], "2026-03-15T00:07:30Z,b,b.kql,"), lines[2])
	buf.Reset()
	require.NoError(t, res.WriteTimeline(&buf, "json"))
	require.Contains(t, buf.String(), `"UserPrincipalName":"user3@x.example"`)
	buf.Reset()
	require.NoError(t, res.WriteTimeline(&buf, "html"))
	require.Contains(t, buf.String(), "&lt;Late &amp; &#34;odd&#34;&gt;")
	require.NotContains(t, buf.String(), "http")
	require.Error(t, res.WriteTimeline(&buf, "pdf"))
}

// TestPageEscapes: what a log or a rule's name holds is text in the page.
func TestPageEscapes(t *testing.T) {
	data := fstest.MapFS{"office.ndjson": {Data: []byte(`{"CreationTime":"2026-03-15T11:00:00","Operation":"<script>alert(1)</script>"}` + "\n")}}
	res, err := Run(context.Background(), pack(t, map[string]string{"<b>.spl": `sourcetype=o365:management:activity | table _time Operation`}), data,
		Options{Maps: []Mapping{{Pattern: "office*", Events: &readers.EventOptions{Sourcetype: "o365:management:activity"}}}})
	require.NoError(t, err)
	require.Len(t, res.Timeline(), 1)
	var page bytes.Buffer
	require.NoError(t, res.WriteTimeline(&page, "html"))
	require.Contains(t, page.String(), "&lt;script&gt;alert(1)&lt;/script&gt;")
	require.Contains(t, page.String(), "<title>2026-03-15T11:00:00Z &lt;b&gt;</title>")
	require.NotContains(t, page.String(), "alert(1)</script>")
	require.NotContains(t, page.String(), "<b>")
}

// TestHuntKeepsFew: all rows count, and the span is of all, however few are kept.
func TestHuntKeepsFew(t *testing.T) {
	res, err := Run(context.Background(), pack(t, map[string]string{"a.kql": "DeviceFileEvents | where TimeGenerated > ago(100000d)"}), logs(300), Options{MaxRows: 2})
	require.NoError(t, err)
	h := res.Rules[0]
	require.NoError(t, h.Err)
	require.EqualValues(t, 300, h.Count)
	require.Len(t, h.Rows, 2)
	first, last := h.Span()
	require.Equal(t, "2026-03-15T00:00:30Z", shown(first))
	require.Equal(t, "2026-03-15T04:59:30Z", shown(last))
	var page bytes.Buffer
	require.NoError(t, res.WriteTimeline(&page, "html"))
	require.Contains(t, page.String(), "2 of 300 hits: the first rows of each rule")
}

// TestHuntEvents: searches see files by the source type that their names tell,
// or that a map gives.
func TestHuntEvents(t *testing.T) {
	data := fstest.MapFS{
		"aws_cloudtrail.json": {Data: []byte(`{"eventTime":"2026-03-15T10:00:00Z","eventName":"ConsoleLogin","awsRegion":"eu"}` + "\n")},
		"office.ndjson":       {Data: []byte(`{"CreationTime":"2026-03-15T11:00:00","Operation":"Send"}` + "\n" + `{"CreationTime":"2026-03-15T12:00:00","Operation":"Read"}` + "\n")},
	}
	p := pack(t, map[string]string{
		"a.spl": `sourcetype=aws:cloudtrail eventName=ConsoleLogin | stats count by awsRegion`,
		"b.spl": `sourcetype=o365:management:activity Operation=Send | table _time Operation`,
	})
	res, err := Run(context.Background(), p, data, Options{
		Run:  []goshawk.RunOption{goshawk.Now(time.Date(2026, 3, 16, 0, 0, 0, 0, time.UTC))},
		Maps: []Mapping{{Pattern: "office*", Events: &readers.EventOptions{Sourcetype: "o365:management:activity"}}},
	})
	require.NoError(t, err)
	for _, h := range res.Rules {
		require.NoError(t, h.Err, h.File)
		require.EqualValues(t, 1, h.Count, h.File)
	}
	first, _ := res.Rules[1].Span()
	require.Equal(t, "2026-03-15T11:00:00Z", shown(first))
}
