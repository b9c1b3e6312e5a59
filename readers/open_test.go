package readers

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func gzipped(t *testing.T, text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

func zstded(t *testing.T, text string) []byte {
	z, err := zstd.NewWriter(nil)
	require.NoError(t, err)
	defer z.Close()
	return z.EncodeAll([]byte(text), nil)
}

func write(t *testing.T, dir, name string, data []byte) string {
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path
}

func TestOpenPatterns(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.ndjson", []byte("{\"a\":1}\n"))
	write(t, dir, "b.ndjson.gz", gzipped(t, "{\"a\":2.5}\n{\"b\":\"x\"}"))
	write(t, dir, "c.csv.zst", zstded(t, "b,a\ny,7\n"))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "d.csv"), 0o700))
	want := []string{`{"a":1.0,"b":""}`, `{"a":2.5,"b":""}`, `{"a":null,"b":"x"}`, `{"a":7.0,"b":"y"}`}

	for _, chunk := range []int{0, 1} {
		src, err := Open(t.Context(), filepath.Join(dir, "*.*"), Options{ChunkBytes: chunk})
		require.NoError(t, err)
		require.Equal(t, "(a:real, b:string)", src.Schema().String())
		for range 2 { // a source can be scanned again
			b, report := readAll(t, src, everything)
			require.Equal(t, want, show(b))
			require.Empty(t, report.Problems)
		}
		src, err = OpenFS(t.Context(), os.DirFS(dir), "*.*", Options{ChunkBytes: chunk})
		require.NoError(t, err)
		b, _ := readAll(t, src, everything)
		require.Equal(t, want, show(b))
	}
	memory := fstest.MapFS{"x/y.json": {Data: []byte(`[{"a":1}]`)}}
	src, err := OpenFS(t.Context(), memory, "x/*.json", Options{})
	require.NoError(t, err)
	b, _ := readAll(t, src, everything)
	require.Equal(t, []string{`{"a":1}`}, show(b))

	src, err = Open(t.Context(), "-", Options{Stdin: strings.NewReader("a,b\n1,2\n")})
	require.NoError(t, err)
	for range 2 {
		b, _ = readAll(t, src, everything)
		require.Equal(t, []string{`{"a":1,"b":2}`}, show(b))
	}
}

func TestUTF16(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		var b []byte
		for _, u := range utf16.Encode([]rune("\ufeffa,b\r\n1,é😀\r\n")) {
			b = order.AppendUint16(b, u)
		}
		got, report := readAll(t, open(t, "x.csv", string(b), Options{}), everything)
		require.Equal(t, []string{`{"a":1,"b":"é😀"}`}, show(got))
		require.Empty(t, report.Problems)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	text := write(t, dir, "x.ndjson", []byte("{\"a\":1}\n"))
	broken := write(t, dir, "x.gz", gzipped(t, strings.Repeat("{\"a\":1}\n", 99))[:30])
	for name, tt := range map[string]struct {
		pattern string
		opts    Options
		kind    Kind
		message string
	}{
		"missing":   {filepath.Join(dir, "nope.csv"), Options{}, KindNotFound, "no such file"},
		"no match":  {filepath.Join(dir, "*.csv"), Options{}, KindNotFound, "no file matches"},
		"directory": {dir, Options{}, KindDirectory, "is a directory"},
		"format":    {text, Options{Format: "xlsx"}, KindFormat, "unknown format xlsx"},
		"pattern":   {"[", Options{}, KindFormat, "malformed file pattern"},
		"gzip":      {broken, Options{}, KindUnreadable, "cannot be read"},
	} {
		_, err := Open(t.Context(), tt.pattern, tt.opts)
		var e *Error
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, tt.kind, e.Kind, name)
		require.ErrorContains(t, err, tt.message, name)
	}
	src, err := Open(t.Context(), text, Options{})
	require.NoError(t, err)
	require.NoError(t, os.Remove(text))
	_, err = src.Scan(t.Context(), everything)
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, KindNotFound, e.Kind)
}

// A file of 10 GB without a line end must fail quickly, whatever its format.
// TestForeign: a file in a binary form is refused by its name, packed or from
// a file system without random access too; text that begins alike is not.
func TestForeign(t *testing.T) {
	dir := t.TempDir()
	for name, head := range map[string]string{
		"a Parquet file":     "PAR1\x15\x04\x15\x10",
		"an SQLite database": "SQLite format 3\x00\x10\x00",
		"(.evtx)":            "ElfFile\x00\x00\x00",
		"a zip archive":      "PK\x03\x04\x14\x00",
		"bzip2":              "BZh91AY&SY\xd1",
	} {
		path := write(t, dir, "events.log", []byte(head))
		_, err := Open(t.Context(), path, Options{})
		var wrong *Error
		require.ErrorAs(t, err, &wrong, name)
		require.Equal(t, KindFormat, wrong.Kind)
		require.Contains(t, err.Error(), name)
		_, err = OpenFS(t.Context(), fstest.MapFS{"events.log": {Data: []byte(head)}}, "events.log", Options{})
		require.ErrorContains(t, err, name)
	}
	path := write(t, dir, "parts.csv", []byte("PAR1,BZh\n1,2\n"))
	src, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	require.Equal(t, "(PAR1:long, BZh:long)", src.Schema().String())
}

func TestRecordTooLong(t *testing.T) {
	for _, file := range []string{"x.ndjson", "x.json", "x.csv", "x.log"} {
		path := filepath.Join(t.TempDir(), file)
		f, err := os.Create(path)
		require.NoError(t, err)
		_, err = f.WriteString(`{"a":"`)
		require.NoError(t, err)
		require.NoError(t, f.Truncate(10<<30))
		require.NoError(t, f.Close())
		for _, events := range []*EventOptions{nil, {}} {
			start := time.Now()
			src, err := Open(t.Context(), path, Options{Events: events, MaxRecordBytes: 16 << 20})
			if err == nil {
				_, _, err = tryRead(src, everything)
			}
			var e *Error
			require.ErrorAs(t, err, &e, file)
			require.Equal(t, KindLineTooLong, e.Kind, file)
			require.Less(t, time.Since(start), 20*time.Second, file)
		}
	}
}

func TestLongRecord(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	for _, file := range []string{"x.ndjson", "x.json", "x.csv"} {
		text := "{\"a\":\"" + long + "\"}\n{\"a\":\"b\"}\n"
		if file == "x.csv" {
			text = "a\n\"" + long + "\"\nb\n"
		}
		src := open(t, file, text, Options{ChunkBytes: 1000})
		b, report := readAll(t, src, everything)
		require.Equal(t, 2, b.Len(), file)
		require.Len(t, b.Col(0).Value(0).Str(), len(long))
		require.Equal(t, "b", b.Col(0).Value(1).Str())
		require.Empty(t, report.Problems)
	}
}

func TestCancel(t *testing.T) {
	text := strings.Repeat("{\"a\":1}\n", 1000)
	path := write(t, t.TempDir(), "x.ndjson", []byte(text))
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(t.Context())
	src, err := Open(ctx, path, Options{ChunkBytes: 100})
	require.NoError(t, err)
	scan, err := src.Scan(ctx, everything)
	require.NoError(t, err)
	c, err := scan.Next(ctx)
	require.NoError(t, err)
	cancel()
	_, _, err = c.Read(ctx)
	require.ErrorIs(t, err, context.Canceled)
	_, err = scan.Next(ctx)
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, scan.Close())
	_, err = Open(ctx, path, Options{})
	require.True(t, errors.Is(err, context.Canceled))
	require.LessOrEqual(t, runtime.NumGoroutine(), before) // those of other tests may end meanwhile
}

// Chunks outlive their scanner.
func TestCloseBeforeRead(t *testing.T) {
	path := write(t, t.TempDir(), "x.ndjson", []byte("{\"a\":1}\n{\"a\":2}\n"))
	src, err := Open(t.Context(), path, Options{ChunkBytes: 1})
	require.NoError(t, err)
	scan, err := src.Scan(t.Context(), table.ScanRequest{All: true})
	require.NoError(t, err)
	c, err := scan.Next(t.Context())
	require.NoError(t, err)
	require.NoError(t, scan.Close())
	batches, _, err := c.Read(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{`{"a":1}`}, show(batches[0]))
}

// TestTextTrims: the blanks behind the commas of a lookup's lines are not part
// of its names and values, unless they are quoted.
func TestTextTrims(t *testing.T) {
	const lookup = "path, verdict \n*/etc/passwd*, yes\n\" a\",\" b \"\n"
	src := open(t, "lookup.csv", lookup, Options{Format: "csv", Text: true})
	require.Equal(t, []string{"path", "verdict"}, src.Schema().Names())
	b, _ := readAll(t, src, table.ScanRequest{All: true})
	require.Equal(t, []string{`{"path":"*/etc/passwd*","verdict":"yes"}`, `{"path":" a","verdict":" b "}`}, show(b))
	src = open(t, "table.csv", lookup, Options{Format: "csv"})
	require.Equal(t, []string{"path", " verdict "}, src.Schema().Names())
}
