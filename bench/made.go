package bench

import (
	"fmt"
	"math/rand/v2"

	"github.com/goshawk-lang/goshawk/table"
)

// Made is a table in memory, made without a file, of which every number of
// rows has the same look: what a query costs a row can be compared between
// sizes.
//
//   - id: the numbers below rows, in an order that looks random
//   - name: a text for each id
//   - host, user: one of 300 and one of a thousandth as many texts as there are rows (at least 100)
//   - at: a point in time, rising
//   - line: a command line of about 100 bytes
//   - tags: a list of none to four of 50 texts
func Made(rows int) *table.Table {
	r := rand.New(rand.NewPCG(20260301, 7))
	ids, names := make([]int64, rows), make([]string, rows)
	hosts, users := make([]string, rows), make([]string, rows)
	at, lines := make([]table.DateTime, rows), make([]string, rows)
	offsets, tags := make([]int32, 1, rows+1), make([]string, 0, 2*rows)
	start := table.FromDate(2026, 3, 1)
	for i, k := range r.Perm(rows) {
		ids[i], names[i] = int64(k), fmt.Sprintf("item-%d@example.net", k)
		hosts[i], users[i] = fmt.Sprintf("host%d.example.com", r.IntN(300)), user(r.IntN(max(100, rows/1000)))
		at[i] = start + table.DateTime(i)*table.DateTime(table.Second)
		lines[i] = fmt.Sprintf(`"C:\Windows\System32\tool%d.exe" -session %08x --for %s https://files%d.example.net/%d`, r.IntN(50), r.Uint32(), users[i], r.IntN(5000), i)
		for range r.IntN(5) {
			tags = append(tags, fmt.Sprintf("tag%02d", r.IntN(50)))
		}
		offsets = append(offsets, int32(len(tags)))
	}
	field := func(name string, t table.Type) table.Field { return table.Field{Name: name, Type: t} }
	schema := table.NewSchema(field("id", table.TypeLong), field("name", table.TypeString), field("host", table.TypeString), field("user", table.TypeString),
		field("at", table.TypeDateTime), field("line", table.TypeString), field("tags", table.TypeDynamic))
	return table.New(schema, table.NewVec(ids, nil), table.NewVec(names, nil), table.NewVec(hosts, nil), table.NewVec(users, nil),
		table.NewVec(at, nil), table.NewVec(lines, nil), table.NewList(offsets, table.NewVec(tags, nil), nil)).Compact()
}
