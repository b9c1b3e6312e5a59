package table_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/woodsbury/decimal128"

	"github.com/goshawk-lang/goshawk/table"
)

func TestDecimalText(t *testing.T) {
	for in, want := range map[string]string{
		"1.50": "1.50", "-1.50": "-1.50", "1e3": "1000", "2.5e-3": "0.0025", "0": "0", "0.00": "0", "-0": "0", "+7": "7",
		"1000000020000000300000004":              "1000000020000000300000004",
		"12345678901234567890123456789012345678": "12345678901234567890123456789012346000",
	} {
		d, ok := table.ParseDecimal(in)
		require.True(t, ok, in)
		require.Equal(t, want, d.String(), in)
	}
	for _, in := range []string{"", "x", "nan", "inf", "1_000", "0x10", " 1", "1e99999", "--1", "1.2.3"} {
		_, ok := table.ParseDecimal(in)
		require.False(t, ok, in)
	}
	var zero table.Decimal
	require.Equal(t, "0", zero.String())
	_, ok := table.NewDecimal(decimal128.FromInt64(1).Quo(decimal128.FromInt64(0)))
	require.False(t, ok)
}
