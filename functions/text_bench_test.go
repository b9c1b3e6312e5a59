package functions

import (
	"context"
	"fmt"
	"testing"

	"github.com/goshawk-lang/goshawk/table"
)

func BenchmarkStrcat(b *testing.B) {
	const n = 8192
	left, times := make([]string, n), make([]table.DateTime, n)
	for i := range left {
		left[i], times[i] = fmt.Sprintf("user%d@example.com", i), table.FromDate(2024, 1, 1)+table.DateTime(i)*table.DateTime(table.Second)
	}
	text, when := table.NewVec(left, nil), table.NewVec(times, nil)
	dash := table.NewConst(table.StringValue("-"), table.TypeString, n)
	call := &Call{Context: NewContext(context.Background(), 0), N: n}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := strcat(call, []table.Column{text, dash, when, dash, text}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHas(b *testing.B) {
	const n = 8192
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprintf(`C:\Windows\System32\cmd.exe /c powershell.exe -nop -w hidden -enc %d AAAA`, i)
	}
	call := &Call{Context: NewContext(context.Background(), 0), N: n}
	text, what := table.NewVec(texts, nil), table.NewConst(table.StringValue("Mimikatz"), table.TypeString, n)
	f := KQL().Scalar("has")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Impl[0].Kernel(call, []table.Column{text, what}); err != nil {
			b.Fatal(err)
		}
	}
}
