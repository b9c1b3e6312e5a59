package output

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func drawn(t *testing.T, l Layout, batches ...*table.Batch) string {
	t.Helper()
	var b strings.Builder
	_, err := WriteTable(&b, l, batches[0].Schema(), func(yield func(*table.Batch, error) bool) {
		for _, batch := range batches {
			if !yield(batch, nil) {
				return
			}
		}
	})
	require.NoError(t, err)
	return b.String()
}

func mails() *table.Batch {
	long := strings.Repeat("long subject ", 8)
	return table.New(table.NewSchema(
		table.Field{Name: "Sender", Type: table.TypeString},
		table.Field{Name: "Subject", Type: table.TypeString},
		table.Field{Name: "Mails", Type: table.TypeLong},
		table.Field{Name: "Last", Type: table.TypeDateTime},
	),
		table.NewVec([]string{"ada@example.org", "bob@example.org"}, nil),
		table.NewVec([]string{long, "hi"}, nil),
		table.NewVec([]int64{5, 1234567}, nil),
		table.NewVec([]table.DateTime{table.FromDate(2026, 3, 1), table.FromDate(2026, 3, 2)}, nil),
	).Batch()
}

func lines(s ...string) string { return strings.Join(s, "\n") + "\n" }

func TestTableFitsWidth(t *testing.T) {
	require.Equal(t, lines(
		"Sender           Subject                  Mails  Last",
		"---------------  ---------------------  -------  --------------------",
		"ada@example.org  long subject long su…        5  2026-03-01T00:00:00Z",
		"bob@example.org  hi                     1234567  2026-03-02T00:00:00Z",
		"(2 rows; cut: Subject; --wide or --vertical shows all)",
	), drawn(t, Layout{Width: 69}, mails()))
}

// Numbers and times are never cut: a column for which there is no room is left
// out, and named.
func TestTableDropsColumns(t *testing.T) {
	require.Equal(t, lines(
		"Sender         Subject         Mails",
		"-------------  ------------  -------",
		"ada@example.…  long subjec…        5",
		"bob@example.…  hi            1234567",
		"(2 rows; cut: Sender, Subject; 1 column not shown: Last; .wide)",
	), drawn(t, Layout{Width: 36, Hint: ".wide"}, mails()))
	for width := 1; width < 200; width++ {
		for i, line := range strings.Split(drawn(t, Layout{Width: width}, mails()), "\n") {
			if i < 4 {
				require.LessOrEqual(t, len([]rune(line)), width, "%d: %s", width, line)
			}
		}
	}
}

func TestTableWithoutLimit(t *testing.T) {
	wide := drawn(t, Layout{Wide: true, Width: 20}, mails())
	require.Contains(t, wide, strings.Repeat("long subject ", 8))
	require.NotContains(t, wide, "rows", "nothing was left out")
	require.Contains(t, drawn(t, Layout{}, mails()), "(2 rows; cut: Subject; ", "a pipe has cells of 60 columns")
	require.NotContains(t, drawn(t, Layout{Width: 300}, mails()), "rows")
	require.True(t, strings.HasSuffix(drawn(t, Layout{Width: 300, Footer: true}, mails()), "Z\n(2 rows)\n"))
}

func TestTableRows(t *testing.T) {
	require.Equal(t, lines(
		"Subject",
		"--------",
		"long su…",
		"(the first 1 of 4 rows; cut: Subject; --wide or --vertical shows all)",
	), drawn(t, Layout{Width: 8, MaxRows: 1}, mails().Select([]string{"Subject"}), mails().Select([]string{"Subject"})))
	empty := mails().Slice(0, 0)
	require.Equal(t, lines("Mails", "-----", "(0 rows)"), drawn(t, Layout{Footer: true}, empty.Select([]string{"Mails"})))
}

func TestTableColor(t *testing.T) {
	require.Equal(t, lines(
		"\x1b[1mMails\x1b[0m",
		"\x1b[2m-----\x1b[0m",
		"    5",
		"\x1b[2m(1 row)\x1b[0m",
	), drawn(t, Layout{Color: true, Footer: true}, mails().Slice(0, 1).Select([]string{"Mails"})))
}

func TestVertical(t *testing.T) {
	b := table.New(table.NewSchema(
		table.Field{Name: "User", Type: table.TypeString},
		table.Field{Name: "CommandLine", Type: table.TypeString},
	), table.NewVec([]string{"ada", ""}, nil), table.NewVec([]string{"one\r\n  two\x1b[2J\n", "x"}, nil)).Batch()
	require.Equal(t, lines(
		"-[ row 1 ]---------------------",
		"User        | ada",
		"CommandLine | one",
		`            |   two\x1b[2J`,
		"-[ row 2 ]---------------------",
		"User        |",
		"CommandLine | x",
		"(2 rows)",
	), drawn(t, Layout{Vertical: true, Footer: true}, b))
}

// What only sometimes is a number is text; mixed and dynamic columns of
// numbers are numbers.
func TestTableAlignment(t *testing.T) {
	b := table.New(table.NewSchema(
		table.Field{Name: "all", Type: table.TypeDynamic},
		table.Field{Name: "some", Type: table.TypeDynamic},
	),
		table.NewVec([]table.Value{table.LongValue(7), table.RealValue(12.5), {}}, []bool{false, false, true}),
		table.NewVec([]table.Value{table.LongValue(7), table.StringValue("many"), {}}, []bool{false, false, true}),
	).Batch()
	require.Equal(t, lines(
		" all  some",
		"----  ----",
		"   7  7",
		"12.5  many",
		"",
	), drawn(t, Layout{}, b))
}
