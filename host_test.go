package goshawk_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// A Go program answers what a workspace's functions would.
func ExampleEngine_AddFunction() {
	db := goshawk.New()
	owners := map[string]string{"dc1": "ann"}
	db.AddFunction(functions.Func{
		KQL:  "asset_owner",
		Impl: functions.Overloads{functions.Map1(func(host string) string { return owners[host] })},
	})
	q, err := db.CompileKQL(`range i from 1 to 2 step 1 | extend Owner = asset_owner(strcat("dc", i))`)
	if err != nil {
		panic(err)
	}
	t, err := q.Table(context.Background())
	fmt.Println(t.Batch().Col(1).Value(0).Str(), t.Batch().Col(1).Value(1).Str() == "", err)
	// Output: ann true <nil>
}

// prevalence stands for FileProfile: it adds a column to the rows.
func prevalence(fail error) goshawk.TableFunction {
	limit := table.LongValue(100)
	return goshawk.TableFunction{
		Name: "FileProfile", TakesRows: true,
		Params: []goshawk.Parameter{{Name: "column", Type: table.TypeString}, {Name: "limit", Type: table.TypeLong, Default: &limit}},
		Shape: func(in *table.Schema, args []table.Value) (*table.Schema, error) {
			if in.Index(args[0].Str()) < 0 {
				return nil, fmt.Errorf("no column %q", args[0].Str())
			}
			return table.NewSchema(append(in.Fields()[:in.Len():in.Len()], table.Field{Name: "GlobalPrevalence", Type: table.TypeLong})...), nil
		},
		Run: func(_ context.Context, in *table.Table, args []table.Value) (*table.Table, error) {
			if fail != nil {
				panic(fail)
			}
			out := make([]int64, in.Len())
			for i, c := 0, in.Batch().Col(in.Schema().Index(args[0].Str())); i < len(out); i++ {
				out[i] = int64(len(c.Value(i).Str())) + args[1].Int()
			}
			schema := table.NewSchema(append(in.Schema().Fields()[:in.Schema().Len():in.Schema().Len()], table.Field{Name: "GlobalPrevalence", Type: table.TypeLong})...)
			cols := in.Batch().Cols()
			return table.New(schema, append(cols[:len(cols):len(cols)], table.NewVec(out, nil))...), nil
		},
	}
}

func TestTableFunctions(t *testing.T) {
	db := goshawk.New()
	db.AddTableFunction(prevalence(nil))
	run := func(query string) (*table.Table, error) {
		q, err := db.CompileKQL(query)
		if err != nil {
			return nil, err
		}
		return q.Table(context.Background())
	}
	const rows = "datatable(SHA1:string)['a', 'bb'] | invoke "
	got, err := run(rows + "FileProfile(SHA1, 7) | summarize sum(GlobalPrevalence)")
	require.NoError(t, err)
	require.Equal(t, int64(17), got.Batch().Col(0).Value(0).Int())
	got, err = run(rows + "FileProfile('SHA1') | where GlobalPrevalence > 101")
	require.NoError(t, err)
	require.Equal(t, 1, got.Len())

	for query, code := range map[string]string{
		rows + "FileProfile('MD5')":            "GH291",
		rows + "FileProfile()":                 "KS119",
		rows + "FileProfile('SHA1', 1, 2)":     "KS119",
		rows + "FileProfile('SHA1', rand())":   "GH202",
		"FileProfile('SHA1')":                  "KS111",
		rows + "Missing('SHA1')":               "KS211",
		rows + "FileProfile('SHA1') | where x": "KS142",
	} {
		_, err := run(query)
		var e *source.Error
		require.ErrorAs(t, err, &e, query)
		require.Equal(t, code, e.Code, "%s: %v", query, err)
	}

	db.AddTableFunction(prevalence(errors.New("no network")))
	_, err = run(rows + "FileProfile('SHA1')")
	require.ErrorContains(t, err, "no network")
}

// A plugin that asks a service is what the host declares under its name; the
// query may declare the columns.
func TestHostPlugins(t *testing.T) {
	db := goshawk.New()
	schema := table.NewSchema(table.Field{Name: "Id", Type: table.TypeString}, table.Field{Name: "Name", Type: table.TypeString})
	db.AddTableFunction(goshawk.TableFunction{
		Name: "sql_request", Params: []goshawk.Parameter{{Name: "connection", Type: table.TypeString}, {Name: "query", Type: table.TypeString}},
		Shape: func(*table.Schema, []table.Value) (*table.Schema, error) { return schema, nil },
		Run: func(_ context.Context, _ *table.Table, args []table.Value) (*table.Table, error) {
			return table.FromRows(schema, [][]table.Value{{table.StringValue("7"), args[1]}}), nil
		},
	})
	for query, want := range map[string]string{
		"evaluate sql_request('c', 'q')":                                                      `["7","q"]`,
		"evaluate sql_request('c', 'q') : (Id:long, Other:string) | where Id > 6":             `[7,""]`,
		"print a = 1 | evaluate sql_request('c', 'q') : (Name:string, Id:int) | project Name": `["q"]`,
	} {
		q, err := db.CompileKQL(query)
		require.NoError(t, err, query)
		got, err := q.Table(t.Context())
		require.NoError(t, err, query)
		require.Equal(t, 1, got.Len(), query)
		require.Equal(t, want, string(table.AppendJSON(nil, table.ArrayValue(got.Batch().Row(0)))), query)
	}
	for _, query := range []string{"evaluate mysql_request('c', 'q') : (Id:long)", "evaluate sql_request('c')"} {
		_, err := db.CompileKQL(query)
		require.Error(t, err, query)
	}
}

// All tables are taken in the order in which they were first added.
func TestTableOrder(t *testing.T) {
	db := goshawk.New()
	add := func(name, column string) {
		db.AddTable(name, table.FromRows(table.NewSchema(table.Field{Name: column, Type: table.TypeString}), [][]table.Value{{table.StringValue("x")}}))
	}
	add("B", "b")
	add("C", "c")
	add("A", "a")
	add("B", "bb")
	for _, db := range []*goshawk.Engine{db, db.Clone()} {
		q, err := db.CompileKQL("union withsource=T * | project T")
		require.NoError(t, err)
		got, err := q.Table(t.Context())
		require.NoError(t, err)
		var names []string
		for i := range got.Len() {
			names = append(names, got.Batch().Col(0).Value(i).Str())
		}
		require.Equal(t, []string{"B", "C", "A"}, names)
	}
}

// Saved functions may call each other; one that calls itself is an error.
func TestSavedFunctions(t *testing.T) {
	db := goshawk.New()
	for name, body := range map[string]string{
		"A": "B(n) | extend m = 2", "B": "print n = n", "Loop": "Loop(n) | take 1", "Wrong": "print ) (", "Scalar": "n * 2",
	} {
		db.AddSavedFunction(goshawk.SavedFunction{Name: name, Params: "n:long = 1", Body: goshawk.Text{Query: body, Name: name + ".kql"}})
	}
	for query, want := range map[string]string{"A(5) | where n == 5": "", "A | where n == 1": "", "print x = Scalar(4)": "", "Loop(1)": "GH", "Wrong()": "KS",
		`database("d").A(5) | where n == m`: "", `print x = cluster("c").database("d").Scalar(4) + 1`: "", `union database("d").B(1), A(2)`: "",
		`database("d").Nobody(5)`: "KS", `print database("d").Nobody(5)`: "KS", `database("d").Scalar(5) | count`: "KS", `print 1 + database("d").B(5)`: "KS",
		`macro-expand entity_group [database("d")] as X (X.A(5) | extend x = X.Scalar(4))`: "", `macro-expand entity_group [database("d"), database("e")] as X (X.A(5))`: "GH",
		`macro-expand entity_group [database("d"), database("e")] as X (print x = X.Scalar(4))`: ""} {
		_, err := db.CompileKQL(query)
		if want == "" {
			require.NoError(t, err, query)
			continue
		}
		var e *source.Error
		require.ErrorAs(t, err, &e, query)
		require.Equal(t, want, e.Code[:2], "%v", err)
	}
}

type oneHost struct{}

func (oneHost) Locate(ip netip.Addr, language string) (functions.Place, bool) {
	return functions.Place{Country: "Utopia " + language, Latitude: 1.5, Longitude: -2, Located: true}, ip == netip.MustParseAddr("10.1.2.3")
}

// A locator answers both languages.
func TestGeoIP(t *testing.T) {
	const spl = `| makeresults count=4 | streamstats count as n | eval ip=case(n=1, "10.1.2.3", n=2, "10.9.9.9", n=3, "here") | iplocation prefix=p. lang=DE ip | table ip p.Country p.lat p.City`
	const kql = `datatable(ip:string)["::ffff:10.1.2.3", "10.9.9.9", "here"] | project g = tostring(geo_info_from_ip_address(ip))`
	db := goshawk.New()
	for lang, query := range map[goshawk.Language]string{goshawk.SPL: spl, goshawk.KQL: kql} {
		_, err := db.Compile(lang, goshawk.Text{Query: query})
		require.Error(t, err, "nothing knows where addresses are")
	}
	db.SetGeoIP(oneHost{})
	for lang, want := range map[goshawk.Language]string{
		goshawk.SPL: `[["10.1.2.3","Utopia de",1.5,null],["10.9.9.9",null,null,null],["here",null,null,null],[null,null,null,null]]`,
		goshawk.KQL: `[["{\"country\":\"Utopia en\",\"latitude\":1.5,\"longitude\":-2.0}"],["{}"],[""]]`,
	} {
		q, err := db.Clone().Compile(lang, goshawk.Text{Query: map[goshawk.Language]string{goshawk.SPL: spl, goshawk.KQL: kql}[lang]})
		require.NoError(t, err)
		res, err := q.Run(context.Background())
		require.NoError(t, err)
		rows, err := res.Table()
		require.NoError(t, err)
		var got []string
		for i := range rows.Len() {
			var row []table.Value
			for _, c := range rows.Batch().Cols() {
				row = append(row, c.Value(i))
			}
			got = append(got, string(table.AppendJSON(nil, table.ArrayValue(row))))
		}
		require.Equal(t, want, "["+strings.Join(got, ",")+"]", lang)
	}
}

// The order of events stays with copies of an engine.
func TestNewestFirst(t *testing.T) {
	db := goshawk.New()
	src, err := readers.FromBytes(t.Context(), "x.ndjson", []byte(`{"_time":1,"u":"a","n":1}
{"_time":3,"u":"a","n":2}
{"_time":2,"u":"b","n":3}
`), readers.Options{Name: "main", Events: &readers.EventOptions{}})
	require.NoError(t, err)
	db.AddEvents("main", src)
	first := func(db *goshawk.Engine) string {
		q, err := db.Compile(goshawk.SPL, goshawk.Text{Query: "search * | dedup u | table n"})
		require.NoError(t, err)
		got, err := q.Table(t.Context())
		require.NoError(t, err)
		return fmt.Sprint(got.Batch().Col(0).Value(0).Str(), got.Batch().Col(0).Value(1).Str())
	}
	require.Equal(t, "13", first(db))
	db.SetNewestFirst(true)
	q, err := db.Compile(goshawk.SPL, goshawk.Text{Query: "search * | dedup u | table n"})
	require.NoError(t, err)
	loaded, err := db.Loaded(t.Context(), q)
	require.NoError(t, err)
	for _, db := range []*goshawk.Engine{db, db.Clone(), loaded} {
		require.Equal(t, "23", first(db))
	}
}
