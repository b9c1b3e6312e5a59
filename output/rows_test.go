package output

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// allForms is a batch of n rows with a column of each form that has an
// encoder of its own, and some that have not.
func allForms(n int) *table.Batch {
	texts := []string{"plain", "", `quote " and \ slash`, "tab\tline\n\x01", "ünïcode", "bad \xff byte", strings.Repeat("long ", 9) + "ö"}
	strs, nulls := make([]string, n), make([]bool, n)
	codes, longs := make([]uint32, n), make([]int64, n)
	times, reals := make([]table.DateTime, n), make([]float64, n)
	json, rows := make([]string, n), make([]int32, n)
	for i := range n {
		nulls[i] = i%5 == 3
		if !nulls[i] {
			strs[i] = texts[i%len(texts)]
			times[i] = table.FromDate(2026, 3, 1) + table.DateTime(i*12345)
		}
		codes[i] = uint32(i * 7 % len(texts))
		longs[i] = int64(i) * -987654321
		reals[i] = []float64{0, 1.5, math.NaN(), math.Inf(-1), 1e300}[i%5]
		json[i] = []string{`{"a":[1,2]}`, "", `null`, `"x"`}[i%4]
		rows[i] = int32(n - 1 - i)
	}
	plain := table.NewVec(strs, nil)
	cols := []table.Column{
		plain, table.NewVec(strs, nulls), table.NewDict(codes, table.NewVec(texts, nil)), table.NewVec(longs, nil),
		table.NewVec(times, nulls), table.NewVec(reals, nil), table.NewJSON(json, nil), table.NewView(plain, rows),
		table.NewConst(table.BoolValue(true), table.TypeBool, n),
	}
	var fields []table.Field
	for k, c := range cols {
		fields = append(fields, table.Field{Name: fmt.Sprintf("column \"%d\"", k), Type: c.Type()})
	}
	return table.NewBatch(table.NewSchema(fields...), n, cols...)
}

func sequence(err error, batches ...*table.Batch) func(yield func(*table.Batch, error) bool) {
	return func(yield func(*table.Batch, error) bool) {
		for _, b := range batches {
			if !yield(b, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func TestRowsAreWrittenInOrderAndAsOneByOne(t *testing.T) {
	for _, sizes := range [][]int{{}, {0}, {3}, {0, 1, 2}, {pieceRows, 1}, {5*pieceRows + 7, 3, 4 * pieceRows}, {1, 9 * pieceRows}} {
		var batches []*table.Batch
		var rows []string
		for _, n := range sizes {
			b := allForms(n)
			batches = append(batches, b)
			for i := range n {
				rows = append(rows, string(AppendRow(nil, b, i)))
			}
		}
		for format, want := range map[string]string{
			"ndjson": strings.Join(append(rows[:len(rows):len(rows)], ""), "\n"),
			"json":   "[\n" + strings.Join(rows, ",\n") + "\n]\n",
		} {
			if len(rows) == 0 && format == "json" {
				want = "[]\n"
			}
			var got strings.Builder
			n, err := Write(&got, format, nil, sequence(nil, batches...))
			require.NoError(t, err)
			require.Equal(t, int64(len(rows)), n)
			require.True(t, want == got.String(), "%s of %v", format, sizes)
		}
	}
}

// broken fails after some bytes.
type broken struct{ left int }

func (w *broken) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestRowsEndAtErrors(t *testing.T) {
	late := errors.New("late")
	var got strings.Builder
	n, err := Write(&got, "json", nil, sequence(late, allForms(3*pieceRows)))
	require.ErrorIs(t, err, late)
	require.Equal(t, int64(3*pieceRows), n)
	require.True(t, strings.HasSuffix(got.String(), "}\n]\n"))

	_, err = Write(&broken{left: 1 << 20}, "ndjson", nil, sequence(nil, allForms(20*pieceRows)))
	require.ErrorContains(t, err, "disk full")
}
