package readers

// findSpecial is [specialByte] as far as b's capacity allows to compare many
// bytes at once: found is false where it does no longer, and at is how far it
// came.
//
//go:noescape
func findSpecial(b []byte, i int) (at int, found bool)
