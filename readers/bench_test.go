package readers

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand"
	"sync"
	"testing"

	"github.com/goshawk-lang/goshawk/table"
)

const benchRows = 200_000

// emailLines is made-up EmailEvents data: 41 keys a line, in a fixed order.
var emailLines = sync.OnceValue(func() []byte {
	known, _ := KnownSchema("EmailEvents")
	names := append(known.Names(), "To", "EmailSize")
	r := rand.New(rand.NewSource(1))
	words := []string{"", "Inbound", "Delivered", "Inbox/folder", "Phish, Spam", "No action taken", "en", "Quarantine"}
	var b bytes.Buffer
	for i := range benchRows {
		b.WriteByte('{')
		for k, name := range names {
			if k > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%q: ", name)
			switch {
			case name == "Timestamp":
				fmt.Fprintf(&b, `"2026-%02d-%02dT%02d:%02d:%02d.%07dZ"`, 1+i%12, 1+i%28, i%24, i%60, i%59, r.Intn(1e7))
			case name == "ThreatTypes" && i%20 == 0:
				b.WriteString("null")
			case name == "NetworkMessageId", name == "InternetMessageId", name == "ReportId", name == "RecipientObjectId", name == "SenderObjectId":
				fmt.Fprintf(&b, `"%08x-%04x-%04x-%016x"`, r.Uint32(), r.Intn(1<<16), r.Intn(1<<16), r.Uint64())
			case name == "RecipientEmailAddress":
				fmt.Fprintf(&b, `"user%d@contoso.com"`, r.Intn(5000))
			case name == "Subject":
				fmt.Fprintf(&b, `"Subject number %d with \"quotes\""`, r.Intn(1e6))
			case name == "AuthenticationDetails":
				b.WriteString(`"{\"SPF\":\"pass\",\"DKIM\":\"pass\",\"DMARC\":\"pass\"}"`)
			case k%9 == 8 || name == "EmailSize":
				fmt.Fprint(&b, r.Intn(1e6))
			default:
				fmt.Fprintf(&b, "%q", words[r.Intn(len(words))])
			}
		}
		b.WriteString("}\n")
	}
	return b.Bytes()
})

// scanBench reads all chunks one after the other, as one worker does.
func scanBench(b *testing.B, src table.Source, columns []string) (rows int) {
	ctx := context.Background()
	scan, err := src.Scan(ctx, table.ScanRequest{Columns: columns})
	if err != nil {
		b.Fatal(err)
	}
	defer scan.Close()
	for {
		c, err := scan.Next(ctx)
		if err == io.EOF {
			return rows
		}
		if err != nil {
			b.Fatal(err)
		}
		batches, _, err := c.Read(ctx)
		if err != nil {
			b.Fatal(err)
		}
		for _, x := range batches {
			rows += x.Len()
		}
	}
}

var benchColumns = map[string][]string{
	"5of41": {"Timestamp", "NetworkMessageId", "RecipientEmailAddress", "Subject", "LatestDeliveryAction"},
	"early": {"Timestamp", "SenderFromAddress"},
	"late":  {"LatestDeliveryLocation", "EmailSize"},
}

func benchNDJSON(b *testing.B, name string, columns []string, opts Options) {
	data := emailLines()
	src, err := FromBytes(context.Background(), name, data, opts)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	b.ResetTimer()
	rows := 0
	for range b.N {
		rows += scanBench(b, src, columns)
	}
	if rows != b.N*benchRows {
		b.Fatal("rows are missing")
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/row")
}

func BenchmarkNDJSON(b *testing.B) {
	for _, name := range []string{"5of41", "early", "late"} {
		b.Run(name, func(b *testing.B) {
			benchNDJSON(b, "x.ndjson", benchColumns[name], Options{Name: "EmailEvents"})
		})
	}
}

func BenchmarkNDJSONPlain(b *testing.B) {
	benchNDJSON(b, "x.ndjson", benchColumns["5of41"], Options{Name: "EmailEvents", plain: true})
}

func BenchmarkEvents(b *testing.B) {
	benchNDJSON(b, "x.ndjson", []string{"_time", "RecipientEmailAddress", "Subject"}, Options{Name: "EmailEvents", Events: &EventOptions{}})
}

func BenchmarkOpen(b *testing.B) {
	data := emailLines()
	b.SetBytes(DefaultSampleBytes)
	for range b.N {
		if _, err := FromBytes(context.Background(), "x.ndjson", data, Options{Name: "EmailEvents"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("Timestamp,A,B,C,D,E,F\n")
	for i := range benchRows {
		fmt.Fprintf(&text, "2026-01-02T03:04:05Z,%d,\"quoted, text %d\",plain,,user%d@example.com,%d.5\n", i, i, i%1000, i)
	}
	src, err := FromBytes(context.Background(), "x.csv", text.Bytes(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		scanBench(b, src, []string{"Timestamp", "A", "E"})
	}
}

// BenchmarkStringEnd finds the ends of strings with few and many escapes.
func BenchmarkStringEnd(b *testing.B) {
	for name, text := range map[string]string{
		"command": `"\"C:\\Program Files\\rundll32\\rundll32.exe\" --session 8d5e9a5ca8 --user dmitri.tanaka3 --path C:\\Windows\\System32\\x"`,
		"json":    `"{\"Auth\":{\"Result\":\"pass\",\"Domain\":\"invoice0.example.net\"},\"Campaign\":{\"Id\":\"c-02172\",\"Type\":\"bulk\"},\"Score\":22}"`,
		"one":     `"Subject of a message, with one \"quoted\" word in it and then a long rest without any of them"`,
	} {
		line := []byte(text + `,"next":1}`)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				if end, _ := scanString(line, 0); end != len(text) {
					b.Fatal(end)
				}
			}
		})
		b.Run(name+"/rough", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				if end := roughString(line, 0); end != len(text) {
					b.Fatal(end)
				}
			}
		})
	}
}
