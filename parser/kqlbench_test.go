package parser

import (
	_ "embed"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/source"
)

//go:embed testdata/remediation.kql
var remediation string

func BenchmarkKQL(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := KQL(source.New("", remediation)); err != nil {
			b.Fatal(err)
		}
	}
}

func TestKQLAllocations(t *testing.T) {
	_, err := KQL(source.New("", remediation))
	require.NoError(t, err)
	got := testing.AllocsPerRun(10, func() { _, _ = KQL(source.New("", remediation)) })
	require.LessOrEqual(t, got, 2000.0)
	t.Logf("%.0f allocations", got)
}
