package detections_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/internal/gen"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// o365Engine binds a file as events.
func o365Engine(t *testing.T, file string) *goshawk.Engine {
	db := goshawk.New(goshawk.Now(gen.Now))
	require.NoError(t, detections.AddShippedMacros(db))
	src, err := readers.Open(context.Background(), file, readers.Options{Name: "o365", Events: &readers.EventOptions{}})
	require.NoError(t, err)
	db.AddEvents("o365", src)
	return db
}

func o365Query(t *testing.T, file string) *goshawk.Query {
	q, err := loadSample(t, "o365").Compile(o365Engine(t, file), detections.Options{})
	require.NoError(t, err)
	return q
}

// o365Hits reads the second detection's result.
func o365Hits(t *testing.T, tab *table.Table) map[string]*gen.Hit {
	require.Equal(t, []string{"subject", "user", "recipient", "Organization", "sender", "http_user_agent", "signature", "file_name", "file_size",
		"firstTime", "lastTime", "count", "externalRecipient"}, tab.Schema().Names())
	get := map[string][]table.Value{}
	for _, name := range tab.Schema().Names() {
		get[name] = column(t, tab, name)
	}
	out := map[string]*gen.Hit{}
	for i := range tab.Len() {
		one := func(name string) string {
			require.Equal(t, table.KindString, get[name][i].Kind(), "%s in row %d", name, i)
			return get[name][i].Str()
		}
		many := func(name string) []string {
			switch v := get[name][i]; v.Kind() {
			case table.KindNull:
				return nil
			case table.KindString:
				return []string{v.Str()}
			default:
				var all []string
				for _, e := range v.Array() {
					all = append(all, e.Str())
				}
				require.Greater(t, len(all), 1, "a list of one value in %s", name)
				return all
			}
		}
		h := &gen.Hit{
			Subject: one("subject"), User: one("user"), Recipient: one("recipient"), Organization: one("Organization"),
			Sender: many("sender"), Agent: many("http_user_agent"), Signature: many("signature"), Files: many("file_name"),
			First: one("firstTime"), Last: one("lastTime"), Count: int(number(get["count"][i])),
		}
		if v := get["file_size"][i]; !v.IsNull() {
			size := number(v)
			h.Size = &size
		}
		require.EqualValues(t, 1, number(get["externalRecipient"][i]))
		require.Nil(t, out[h.Key()], "two rows for %s", h.Key())
		out[h.Key()] = h
	}
	return out
}

func number(v table.Value) float64 {
	if v.Kind() == table.KindReal {
		return v.Real()
	}
	return float64(v.Int())
}

func requireHit(t *testing.T, want, got *gen.Hit) {
	require.NotNil(t, got, "no row for %s", want.Key())
	w, g := *want, *got
	if w.Size != nil && g.Size != nil {
		require.InDelta(t, *w.Size, *g.Size, 1e-9, want.Key())
		w.Size = g.Size
	}
	require.Equal(t, w, g)
}

func TestO365Recorded(t *testing.T) {
	data, err := os.ReadFile(conformance.File(t, "data/o365/expected_v4.json"))
	require.NoError(t, err)
	var rows []map[string]any
	require.NoError(t, json.Unmarshal(data, &rows))
	require.Len(t, rows, 3)
	got := o365Hits(t, runEveryWay(t, o365Query(t, conformance.File(t, "data/o365/send_hard_delete.ndjson"))))
	for _, row := range rows {
		texts := func(name string) []string {
			var out []string
			switch v := row[name].(type) {
			case string:
				out = append(out, v)
			case []any:
				for _, e := range v {
					out = append(out, e.(string))
				}
			}
			return out
		}
		size := row["file_size"].(float64)
		want := &gen.Hit{
			Subject: row["subject"].(string), User: row["user"].(string), Recipient: row["recipient"].(string), Organization: row["Organization"].(string),
			Sender: texts("sender"), Agent: texts("http_user_agent"), Signature: texts("signature"), Files: texts("file_name"), Size: &size,
			First: row["firstTime"].(string), Last: row["lastTime"].(string), Count: int(row["count"].(float64)),
		}
		requireHit(t, want, got[want.Key()])
		delete(got, want.Key())
	}
	// A bulk deletion's subject has several values; whether the real engine
	// finds it is not known.
	for key := range got {
		require.Contains(t, key, "Alpha|", "a row too many")
	}
}

func TestO365RealEventsGiveNothing(t *testing.T) {
	tab := runEveryWay(t, o365Query(t, conformance.File(t, "data/o365/real_exchange_audit.ndjson")))
	require.Zero(t, tab.Len())
}

// TestO365Large compares with an answer that was worked out story by story.
func TestO365Large(t *testing.T) {
	n := 200_000
	if testing.Short() {
		n = 5_000
	}
	events, want := gen.O365(n, 11)
	require.Greater(t, len(want), n/12)
	file := filepath.Join(t.TempDir(), "o365.ndjson")
	writeFile(t, file, func(f *os.File) error { return gen.WriteO365(f, events) })
	q := o365Query(t, file)
	tab, first := runOnce(t, q, goshawk.Workers(1))
	_, again := runOnce(t, q, goshawk.Workers(4), goshawk.BatchRows(1000))
	require.True(t, first == again, "the output depends on the number of workers")
	got := o365Hits(t, tab)
	for key, h := range want {
		requireHit(t, h, got[key])
	}
	for key := range got {
		require.NotNil(t, want[key], "a row too many: %s", key)
	}
}

func sampleRows(t *testing.T) (*detections.Rule, *goshawk.Engine, []goshawk.Row) {
	rule, db := loadSample(t, "o365"), goshawk.New(goshawk.Now(detections.SampleNow))
	require.NoError(t, detections.AddShippedMacros(db))
	require.NoError(t, detections.AddSample(context.Background(), db, "o365"))
	q, err := rule.Compile(db, detections.Options{})
	require.NoError(t, err)
	rows, report, err := detections.Rows(context.Background(), q)
	require.NoError(t, err)
	require.Zero(t, report.Skipped)
	return rule, db, rows
}

// row finds the result row of a user.
func row(t *testing.T, rows []goshawk.Row, user string) goshawk.Row {
	for _, r := range rows {
		if r.Get("user").Str() == user {
			return r
		}
	}
	t.Fatalf("no row for %s", user)
	return goshawk.Row{}
}

const dana = "dana.ruiz@meridian.onmicrosoft.com"

func TestDrilldowns(t *testing.T) {
	rule, db, rows := sampleRows(t)
	require.Len(t, rows, 2)
	run := func(n int) *table.Table {
		q, err := rule.CompileDrilldown(db, n, row(t, rows, dana), detections.Options{})
		require.NoError(t, err)
		tab, err := q.Table(context.Background())
		require.NoError(t, err)
		return tab
	}

	// 1: the result again, of this user only.
	tab := run(1)
	require.Equal(t, 1, tab.Len())
	require.Equal(t, dana, column(t, tab, "user")[0].Str())

	// 2: the user's risk events of the last week, from a data model that the
	// caller binds.
	risk := fmt.Sprintf(`{"_time":%d,"normalized_risk_object":%q,"search_name":"A rule","risk_message":"first","analyticstories":"Story"}
{"_time":%d,"normalized_risk_object":%q,"search_name":"B rule","risk_message":"second","analyticstories":"Story"}
{"_time":%d,"normalized_risk_object":"someone@else.example","search_name":"A rule","risk_message":"other"}
{"_time":%d,"normalized_risk_object":%q,"search_name":"Old rule","risk_message":"two weeks ago"}
`, gen.Now.Unix()-3600, dana, gen.Now.Unix()-7200, dana, gen.Now.Unix()-60, gen.Now.Unix()-14*86400, dana)
	src, err := readers.FromBytes(context.Background(), "risk.ndjson", []byte(risk), readers.Options{Name: "Risk.All_Risk", Format: "ndjson", Events: &readers.EventOptions{}})
	require.NoError(t, err)
	db.AddTable("Risk.All_Risk", src)
	tab = run(2)
	require.Equal(t, 1, tab.Len())
	require.Equal(t, dana, column(t, tab, "normalized_risk_object")[0].Str())
	require.EqualValues(t, 2, number(column(t, tab, "count")[0]))
	require.Equal(t, "2026-03-15T10:00:00", column(t, tab, "firstTime")[0].Str())
	require.Equal(t, "2026-03-15T11:00:00", column(t, tab, "lastTime")[0].Str())
	require.Equal(t, `["A rule","B rule"]`, string(table.AppendJSON(nil, column(t, tab, "Search Name")[0])))
	require.Equal(t, "Story", column(t, tab, "Analytic Stories")[0].Str())

	// 3: the user's mail events. AND binds looser than OR in a search, so the
	// user's Send and HardDelete events are found; case does not matter.
	tab = run(3)
	require.Equal(t, 2, tab.Len())
	_, err = rule.CompileDrilldown(db, 4, row(t, rows, dana), detections.Options{})
	require.ErrorIs(t, err, detections.ErrNoDrilldown)
}

func TestFindings(t *testing.T) {
	rule, _, rows := sampleRows(t)
	message := "The user " + dana + " sent and hard deleted an email to an external recipient [dana.private@mailbox.example] within a short timeframe"
	threats := []detections.Threat{{Object: "Customer list Q1", Type: "email_subject"}}
	require.Equal(t, []detections.Finding{
		{Rule: rule.Name, RuleID: rule.ID, Message: message, Object: dana, Type: "user", Score: 20, Threats: threats},
		{Rule: rule.Name, RuleID: rule.ID, Message: message, Object: "dana.private@mailbox.example", Type: "user", Score: 20, Threats: threats},
	}, rule.Findings(row(t, rows, dana)))
	require.Empty(t, loadSample(t, "email").Findings(rows[0]))
}

func TestExclusions(t *testing.T) {
	rule, db, _ := sampleRows(t)
	q, err := rule.Compile(db, detections.Options{Where: []string{`user != "` + dana + `"`}})
	require.NoError(t, err)
	rows, _, err := detections.Rows(context.Background(), q)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	db.AddMacro("o365_email_send_and_hard_delete_exfiltration_behavior_filter", goshawk.Macro{Definition: `search user="` + dana + `"`})
	q, err = rule.Compile(db, detections.Options{})
	require.NoError(t, err)
	rows, _, err = detections.Rows(context.Background(), q)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, dana, rows[0].Get("user").Str())
}
