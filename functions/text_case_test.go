package functions

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// TestCaseOfManyTexts compares the kernels, whose texts share buffers, with
// the plain functions.
func TestCaseOfManyTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	letters := []rune("abczABCZ@[`{09 éÉßİǅK")
	texts := make([]string, 5000)
	for i := range texts {
		b := make([]rune, random.IntN(40))
		few := 1 + random.IntN(len(letters))
		for k := range b {
			b[k] = letters[random.IntN(few)]
		}
		texts[i] = string(b)
		if i%500 == 0 {
			texts[i] = strings.Repeat(texts[i]+"Aa", 2000)
		}
	}
	call := &Call{Context: NewContext(context.Background(), 0), N: len(texts)}
	for name, plain := range map[string]func(string) string{"tolower": strings.ToLower, "toupper": strings.ToUpper} {
		out, err := KQL().Scalar(name).Impl[0].Kernel(call, []table.Column{table.NewVec(texts, nil)})
		require.NoError(t, err)
		for i, s := range texts {
			if got := out.Value(i).Str(); got != plain(s) {
				require.Equal(t, plain(s), got, "%s(%q)", name, s)
			}
		}
	}
}
